using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace OrderFlow.Engine.Expressions.JavaScript;

/// <summary>
/// JavaScript values to JSON. Undefined and NaN are null; a Date is its ISO 8601 text in UTC, a Uint8Array base64 text, a Set a list, a
/// Map an object, or a list of pairs where a key is no text. Members that are functions are left out.
/// </summary>
internal sealed class ScriptJson : IDisposable
{
    // An object that holds the same object twice, and so on, is small in memory and endless as text.
    private const int MaxValues = 500_000;

    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly Utf8JsonWriter writer;
    private readonly HashSet<ObjectInstance> above = [];
    private readonly long maxBytes;
    private int values;

    private ScriptJson(long maxBytes)
    {
        this.maxBytes = maxBytes;
        writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JsonValues.Compact.Encoder, SkipValidation = true, MaxDepth = 1000 });
    }

    /// <summary>Throws <see cref="ExpressionFailure"/> for a function, a symbol, a cycle, and what is too large or too deep.</summary>
    public static JsonElement ToJson(JsValue value, long maxBytes) => value switch
    {
        JsNull or JsUndefined => JsonValues.Null,
        JsBoolean => JsonValues.FromBoolean(value.AsBoolean()),
        JsNumber number => JsonValues.FromNumber(number.AsNumber()),
        _ when value.IsSymbol() || value.IsCallable() => throw new ExpressionFailure(
            $"The value is a {(value.IsSymbol() ? "symbol" : "function")}; only data can be kept."),
        _ => JsonElement.Parse(Write(value, maxBytes)),
    };

    public static string ToText(JsValue value, long maxBytes) => Encoding.UTF8.GetString(Write(value, maxBytes));

    public void Dispose() => writer.Dispose();

    private static ReadOnlySpan<byte> Write(JsValue value, long maxBytes)
    {
        using var json = new ScriptJson(maxBytes);
        json.Write(value);
        json.writer.Flush();
        return json.buffer.WrittenSpan;
    }

    private void Write(JsValue value)
    {
        if (++values > MaxValues || buffer.WrittenCount + writer.BytesPending > maxBytes) throw new ExpressionFailure("The value is too large.");
        switch (value)
        {
            case JsString text:
                if (text.Length * 2L > maxBytes) throw new ExpressionFailure("The value is too large.");
                writer.WriteStringValue(text.ToString());
                break;
            case JsBoolean:
                writer.WriteBooleanValue(value.AsBoolean());
                break;
            case JsNumber:
                Write(value.AsNumber());
                break;
            case JsDate date:
                Write(date);
                break;
            case ObjectInstance instance when !value.IsCallable():
                WriteInstance(instance);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private void WriteInstance(ObjectInstance instance)
    {
        if (above.Count >= JsonValues.MaxDepth) throw new ExpressionFailure($"The value is nested more than {JsonValues.MaxDepth} levels deep.");
        if (!above.Add(instance)) throw new ExpressionFailure("The value contains itself.");
        switch (instance)
        {
            case JsTypedArray when instance.IsUint8Array():
                writer.WriteBase64StringValue(instance.AsUint8Array());
                break;
            case JsSet set:
                WriteItems(set);
                break;
            case JsMap map when map.All(e => e.Key.IsString()):
                WriteMembers(map.Select(e => KeyValuePair.Create(e.Key.ToString(), e.Value)));
                break;
            case JsMap map:
                WriteItems(map.Select(e => new JsArray(instance.Engine, [e.Key, e.Value])));
                break;
            case JsRegExp or JsError:
                writer.WriteStringValue(TypeConverter.ToString(instance));
                break;
            default:
                WriteObject(instance);
                break;
        }

        above.Remove(instance);
    }

    private void WriteObject(ObjectInstance instance)
    {
        if (instance.IsArray() || instance is JsTypedArray)
        {
            var length = TypeConverter.ToLength(instance.Get("length"));
            if (length > MaxValues) throw new ExpressionFailure("The value is too large.");
            WriteItems(Enumerable.Range(0, (int)length).Select(i => instance.Get(JsNumber.Create(i))));
            return;
        }

        var keys = instance.GetOwnPropertyKeys(Types.String);
        WriteMembers(from key in keys
                     let property = instance.GetOwnProperty(key)
                     where property.Enumerable
                     select KeyValuePair.Create(key.ToString(), instance.Get(key)));
    }

    private void WriteItems(IEnumerable<JsValue> items)
    {
        writer.WriteStartArray();
        foreach (var item in items) Write(item);
        writer.WriteEndArray();
    }

    private void WriteMembers(IEnumerable<KeyValuePair<string, JsValue>> members)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            if (value.IsSymbol() || value.IsCallable()) continue;
            writer.WritePropertyName(name);
            Write(value);
        }

        writer.WriteEndObject();
    }

    private void Write(double number)
    {
        if (!double.IsFinite(number)) writer.WriteNullValue();
        else if (number == Math.Floor(number) && Math.Abs(number) <= 1L << 53) writer.WriteNumberValue((long)number);
        else writer.WriteNumberValue(number);
    }

    private void Write(JsDate date)
    {
        if (double.IsNaN(date.DateValue)) writer.WriteNullValue();
        else writer.WriteStringValue(IsoText(date.DateValue));
    }

    private static string IsoText(double milliseconds)
    {
        const double FirstYear = -62_135_596_800_000, LastMillisecond = 253_402_300_799_999;
        // JavaScript's years reach further than .NET's; no type of ours could hold such a date.
        if (milliseconds is < FirstYear or > LastMillisecond) throw new ExpressionFailure("The date lies outside the years 1 to 9999.");
        return DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds).ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }
}
