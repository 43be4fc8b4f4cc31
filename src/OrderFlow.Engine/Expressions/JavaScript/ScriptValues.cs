using System.Text.Json;
using Jint.Native;
using Jint.Native.Json;

namespace OrderFlow.Engine.Expressions.JavaScript;

/// <summary>JSON to JavaScript values.</summary>
internal static class ScriptValues
{
    /// <param name="type">The declared type: dates become Date objects and bytes a Uint8Array; null: none is declared.</param>
    public static JsValue ToScript(Jint.Engine engine, JsonElement value, string? type = null)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return JsValue.Null;
            case JsonValueKind.True:
                return JsBoolean.True;
            case JsonValueKind.False:
                return JsBoolean.False;
            case JsonValueKind.Number:
                return value.TryGetInt32(out var i) ? JsNumber.Create(i) : JsNumber.Create(value.GetDouble());
            case JsonValueKind.String:
                return FromText(engine, value, type);
            case JsonValueKind.Object or JsonValueKind.Array:
                return new JsonParser(engine, JsonValues.MaxDepth).Parse(value.GetRawText());
            default:
                throw new InvalidOperationException($"Expected a kind of JSON value, but found {value.ValueKind}.");
        }
    }

    private static JsValue FromText(Jint.Engine engine, JsonElement value, string? type)
    {
        var text = JsonValues.AsString(value)!;
        return type switch
        {
            "DateTime" or "DateTimeOffset" when text.Length > 0 => new JsDate(engine, JsonValues.AsDateTimeOffset(value)),
            "ByteArray" when value.TryGetBytesFromBase64(out var bytes) => engine.Intrinsics.Uint8Array.Construct(bytes),
            _ => JsString.Create(text),
        };
    }
}
