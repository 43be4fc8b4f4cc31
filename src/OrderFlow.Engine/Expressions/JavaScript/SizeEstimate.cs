using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace OrderFlow.Engine.Expressions.JavaScript;

/// <summary>How large the result of a built-in function would become, found out before it runs.</summary>
internal sealed class SizeEstimate(long maxText)
{
    private const int MaxValues = 1_000_000;

    /// <summary>The most characters that a replacement by text can give.</summary>
    public static double Replaced(JsValue self, JsValue[] arguments)
    {
        if (self is not JsString text || arguments.Length < 2 || arguments[1] is not JsString replacement) return 0;
        double length = text.Length;
        var places = arguments[0] is JsString { Length: > 0 } search ? (length / search.Length) + 1 : length + 1;
        var pattern = replacement.ToString();
        // $` and $' put in the text before or after the place; $& and the groups together never more than the text itself.
        var around = Count(pattern, "$`") + Count(pattern, "$'");
        return length + (places * ((around * length) + pattern.Length)) + (Count(pattern, "$") * length);
    }

    /// <summary>String.raw: all of its parts together.</summary>
    public void CheckRaw(JsValue[] arguments)
    {
        if (arguments.Length == 0 || arguments[0] is not ObjectInstance strings || strings.Get("raw") is not ObjectInstance raw) return;
        double count = TypeConverter.ToLength(raw.Get("length"));
        if (count > MaxValues) throw TooLarge();
        double length = 0;
        for (var i = 0; i < (int)count && length <= maxText; i++)
        {
            if (raw.Get(JsNumber.Create(i)) is JsString part) length += part.Length;
            if (i + 1 < arguments.Length && arguments[i + 1] is JsString value) length += value.Length;
        }

        if (length > maxText) throw TooLarge();
    }

    /// <summary>The most characters that escaping a text for a URL can give.</summary>
    public static double Escaped(JsValue value)
    {
        if (value is not JsString text) return 0;
        double length = 0;
        foreach (var c in text.ToString()) length += char.IsAsciiLetterOrDigit(c) ? 1 : char.IsAscii(c) ? 3 : 9;
        return length;
    }

    /// <summary>Array.join: the texts among the items and between them. What else becomes text is made by statements, which have limits.</summary>
    public void CheckJoin(JsValue list, JsValue[] arguments)
    {
        if (list is not ObjectInstance instance) return;
        double count = instance is JsArray own ? own.Length : TypeConverter.ToLength(instance.Get("length"));
        // An object as separator can be as long as it likes.
        var between = arguments.Length == 0 || arguments[0].IsUndefined() ? 1 : arguments[0] switch
        {
            JsString text => text.Length,
            ObjectInstance when count > 1 => maxText,
            _ => 25,
        };
        var length = Math.Max(0, count - 1) * between;
        if (instance is JsArray array && length <= maxText)
        {
            for (var i = 0; i < (int)array.Length && length <= maxText; i++)
                if (array[(uint)i] is JsString item) length += item.Length;
        }

        if (length > maxText) throw TooLarge();
    }

    /// <summary>Array.flat: counts the items, as often as each would be copied.</summary>
    public void CheckList(JsValue list, double depth)
    {
        var budget = MaxValues;
        Walk(list, depth, ref budget, 0);
    }

    /// <summary>JSON.stringify: counts plain values and characters, as often as each would be written. Getters are not called.</summary>
    public void CheckTree(JsValue value)
    {
        double budget = maxText;
        Walk(value, ref budget, 0);
    }

    private static void Walk(JsValue value, double depth, ref int budget, int level)
    {
        if (value is not ObjectInstance list || !list.IsArray()) return;
        double length = TypeConverter.ToLength(list.Get("length"));
        if (length > budget) throw TooLarge();
        budget -= (int)length + 1;
        // Deeper than this the function itself runs out of stack and says so.
        if (depth < 1 || level > 1000) return;
        for (var i = 0; i < (int)length; i++) Walk(list.Get(JsNumber.Create(i)), depth - 1, ref budget, level + 1);
    }

    private static void Walk(JsValue value, ref double budget, int level)
    {
        budget -= value is JsString text ? text.Length + 2 : 8;
        if (budget < 0) throw TooLarge();
        if (value is not ObjectInstance instance || value.IsCallable() || level > 1000) return;
        if (instance is JsArray list)
        {
            if (list.Length > budget) throw TooLarge();
            for (var i = 0; i < (int)list.Length; i++) Walk(list[(uint)i], ref budget, level + 1);
            return;
        }

        foreach (var key in instance.GetOwnPropertyKeys(Types.String))
        {
            var property = instance.GetOwnProperty(key);
            budget -= key.ToString().Length;
            if (property.Enumerable && property.Value is { } member && !ReferenceEquals(member, JsValue.Undefined)) Walk(member, ref budget, level + 1);
        }
    }

    private static int Count(string text, string part)
    {
        var count = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal)) count++;
        return count;
    }

    private static ExpressionFailure TooLarge() => new("The script was stopped: a text or list would become too large.");
}
