using System.Globalization;
using System.Resources;

namespace OrderFlow.Hosting.Api;

/// <summary>
/// The refusals of engine and door in the language of the request. They are written in English where they arise, for log and
/// journal too; the resource has what they are elsewhere, by their English format.
/// </summary>
internal static class Sentences
{
    private static readonly ResourceManager Resources = new("OrderFlow.Ui.Resources.Refusals", typeof(Sentences).Assembly);

    /// <summary>In English when there is no translation.</summary>
    public static string Of(FormattableString reason) =>
        string.Format(CultureInfo.InvariantCulture, Resources.GetString(reason.Format, CultureInfo.CurrentUICulture) ?? reason.Format, reason.GetArguments());
}
