using System.Globalization;
using System.Resources;
using System.Text;
using OrderFlow.Engine.Activities;

namespace OrderFlow.Studio.Descriptors;

/// <summary>
/// What activities, their inputs and ports are called in the language of the request. English is what the activities say of
/// themselves, names being made of their own; other languages stand in resources.
/// </summary>
internal static class ActivityTexts
{
    private static readonly ResourceManager Resources = new("OrderFlow.Ui.Resources.ActivityTexts", typeof(ActivityTexts).Assembly);

    public static string Category(string category) => Find($"Category.{category}") ?? category;

    public static string Name(ActivityDescriptor activity) => Find($"{activity.TypeName}.Name") ?? activity.DisplayName ?? Words(LastPart(activity.TypeName));

    public static string About(ActivityDescriptor activity) => Find($"{activity.TypeName}.About") ?? activity.Description;

    public static string Port(string port) => Find($"Port.{port}") ?? Words(port);

    public static string Option(string value) => Find($"Option.{value}") ?? Words(value);

    /// <summary>Of an input or output: what several activities have in common is said once.</summary>
    public static string Member(ActivityDescriptor activity, string name) => Find($"{activity.TypeName}.{name}") ?? Find($"Member.{name}") ?? Words(name);

    /// <summary>Null: nothing that the name does not say.</summary>
    public static string? AboutMember(ActivityDescriptor activity, string name, string? english) =>
        Find($"{activity.TypeName}.{name}.About") ?? Find($"Member.{name}.About") ?? english;

    /// <summary>Any other text by its key; English when the language has none.</summary>
    public static string Text(string key, string english) => Find(key) ?? english;

    /// <summary>"WaitForCompletion" is "Wait for completion".</summary>
    internal static string Words(string name)
    {
        var words = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var begins = i > 0 && char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (begins && words[^1] != ' ') words.Append(' ');
            var isAcronym = i + 1 < name.Length && char.IsUpper(name[i + 1]);
            words.Append(begins && !isAcronym ? char.ToLowerInvariant(name[i]) : name[i]);
        }

        return words.ToString();
    }

    private static string LastPart(string typeName) => typeName[(typeName.LastIndexOf('.') + 1)..];

    private static string? Find(string key) => Resources.GetString(key, CultureInfo.CurrentUICulture);
}
