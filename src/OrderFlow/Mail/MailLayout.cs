using System.Globalization;
using System.Net;
using System.Text;

namespace OrderFlow.Mail;

/// <summary>How the mails of the host itself look: greeting, what it is about, a table, and why one gets it.</summary>
/// <param name="Rows">Those without a value are left out.</param>
internal sealed record MailLayout(string Greeting, string Lead, IReadOnlyList<(string Label, string? Value)> Rows, string Footer)
{
    public string ToHtml()
    {
        var html = new StringBuilder("<div style=\"font-family:sans-serif;font-size:15px;line-height:1.5;max-width:640px\">");
        html.Append(CultureInfo.InvariantCulture, $"<p>{Encode(Greeting)}</p><p>{Encode(Lead)}</p><table style=\"border-collapse:collapse\">");
        foreach (var (label, value) in Given())
            html.Append(CultureInfo.InvariantCulture, $"<tr><td style=\"padding:4px 16px 4px 0;color:#666;vertical-align:top;white-space:nowrap\">{Encode(label)}</td><td style=\"padding:4px 0\">{Encode(value)}</td></tr>");
        return html.Append(CultureInfo.InvariantCulture, $"</table><p style=\"color:#666;font-size:13px\">{Encode(Footer)}</p></div>").ToString();
    }

    public string ToText()
    {
        var text = new StringBuilder().AppendLine(Greeting).AppendLine().AppendLine(Lead).AppendLine();
        foreach (var (label, value) in Given()) text.AppendLine(CultureInfo.InvariantCulture, $"{label}: {value}");
        return text.AppendLine().AppendLine(Footer).ToString();
    }

    private IEnumerable<(string Label, string Value)> Given() => Rows.Where(r => !string.IsNullOrWhiteSpace(r.Value)).Select(r => (r.Label, r.Value!));

    private static string Encode(string text) => WebUtility.HtmlEncode(text).Replace("\n", "<br>", StringComparison.Ordinal);
}
