using System.Text.Json;

namespace OrderFlow.Hosting.Api;

/// <summary>What a caller must send, in words.</summary>
internal static class TypeWords
{
    public static string Of(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsEnum) return ApiText.OneOf(string.Join(", ", Enum.GetNames(plain)));
        if (plain == typeof(Guid)) return ApiText.Uuid;
        if (plain == typeof(int) || plain == typeof(long)) return ApiText.WholeNumber;
        if (plain == typeof(bool)) return ApiText.TrueOrFalse;
        if (plain == typeof(string)) return ApiText.Text;
        if (plain == typeof(DateTimeOffset)) return ApiText.Moment;
        if (plain == typeof(JsonElement)) return ApiText.AnyJson;
        if (plain.IsArray) return ApiText.ListOf(Of(plain.GetElementType()!));
        return ApiText.JsonObject;
    }
}
