using System.Text.Json;

namespace OrderFlow.Engine.Activities;

/// <summary>The items of a loop: a list, or the text of one as the designer writes it; anything else is one item.</summary>
internal static class Items
{
    public static IReadOnlyList<JsonElement> Of(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString()!.TrimStart() is ['[', ..])
        {
            try
            {
                value = JsonSerializer.Deserialize<JsonElement>(value.GetString()!);
            }
            catch (JsonException)
            {
                // Text that only looks like a list is an item.
            }
        }

        return value.ValueKind switch
        {
            JsonValueKind.Array => [.. value.EnumerateArray()],
            JsonValueKind.Null or JsonValueKind.Undefined => [],
            JsonValueKind.Object or JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => [value],
        };
    }
}
