using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace OrderFlow.Hosting.Api;

/// <summary>The most characters of a text, or the most items of a list.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AtMostAttribute(int count) : Attribute
{
    public int Count { get; } = count;
}

/// <summary>The text must hold more than blanks, the list at least one item.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotEmptyAttribute : Attribute;

/// <summary>Holds the members of a body against their attributes.</summary>
internal static class MemberRules
{
    /// <returns>The first that breaks a rule; null: none does.</returns>
    public static Problem? Check(object body)
    {
        foreach (var property in body.GetType().GetProperties())
        {
            var (most, isNeeded) = (property.GetCustomAttribute<AtMostAttribute>(), property.IsDefined(typeof(NotEmptyAttribute)));
            if (most is null && !isNeeded) continue;
            var field = "$." + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var (length, isBlank) = property.GetValue(body) switch
            {
                string text => (text.Length, string.IsNullOrWhiteSpace(text)),
                ICollection list => (list.Count, list.Count == 0),
                _ => (0, false),
            };
            if (length > most?.Count)
                return new Problem(StatusCodes.Status422UnprocessableEntity, "too-long", ApiText.TooLong(field, length, most.Count)) { Field = field };
            if (isBlank && isNeeded)
                return new Problem(StatusCodes.Status422UnprocessableEntity, "empty", ApiText.Empty(field)) { Field = field };
        }

        return null;
    }
}
