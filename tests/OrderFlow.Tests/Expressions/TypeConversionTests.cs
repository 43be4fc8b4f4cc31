using System.Text.Json;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Tests.Expressions;

public sealed class TypeConversionTests
{
    [Theory]
    // Truth
    [InlineData("true", "Boolean", "true")]
    [InlineData("\"True\"", "Boolean", "true")]
    [InlineData("\" false \"", "Boolean", "false")]
    [InlineData("\"nonsense\"", "Boolean", "false")]
    [InlineData("1", "Boolean", "true")]
    [InlineData("0", "Boolean", "false")]
    [InlineData("\"\"", "Boolean", "null")]
    // Whole numbers
    [InlineData("\"42\"", "Int32", "42")]
    [InlineData("\" -7 \"", "Int32", "-7")]
    [InlineData("42.0", "Int32", "42")]
    [InlineData("2.5", "Int32", "2")]
    [InlineData("3.5", "Int32", "4")]
    [InlineData("1e3", "Int32", "1000")]
    [InlineData("true", "Int32", "1")]
    [InlineData("2147483647", "Int32", "2147483647")]
    [InlineData("9007199254740993", "Long", "9007199254740993")]
    [InlineData("\"9223372036854775807\"", "Int64", "9223372036854775807")]
    [InlineData("255", "Byte", "255")]
    // Fractions
    [InlineData("\"12345678901234567890.12345678\"", "Decimal", "12345678901234567890.12345678")]
    [InlineData("1.10", "Decimal", "1.10")]
    [InlineData("0.1", "Double", "0.1")]
    [InlineData("\"3.50\"", "Double", "3.5")]
    [InlineData("\"1e2\"", "Double", "100")]
    [InlineData("0.1", "Single", "0.1")]
    // Text
    [InlineData("\"abc\"", "String", "\"abc\"")]
    [InlineData("\"\"", "String", "\"\"")]
    [InlineData("true", "String", "\"True\"")]
    [InlineData("1.50", "String", "\"1.50\"")]
    [InlineData("{ \"a\": [1, 2] }", "String", "\"{\\\"a\\\":[1,2]}\"")]
    [InlineData("\"6F9619FF-8B86-D011-B42D-00C04FC964FF\"", "Guid", "\"6f9619ff-8b86-d011-b42d-00c04fc964ff\"")]
    [InlineData("\"/orders/1\"", "System.Uri, System.Private.Uri", "\"/orders/1\"")]
    // Durations
    [InlineData("\"00:01:00\"", "TimeSpan", "\"00:01:00\"")]
    [InlineData("\"1.02:00:00\"", "TimeSpan", "\"1.02:00:00\"")]
    [InlineData("\"PT5M\"", "TimeSpan", "\"00:05:00\"")]
    [InlineData("\"P2D\"", "TimeSpan", "\"2.00:00:00\"")]
    [InlineData("\"P1W\"", "TimeSpan", "\"7.00:00:00\"")]
    [InlineData("\"P1DT2H3M4.5S\"", "TimeSpan", "\"1.02:03:04.5000000\"")]
    [InlineData("\"-PT30S\"", "TimeSpan", "\"-00:00:30\"")]
    // Dates
    [InlineData("\"2026-03-31\"", "DateTime", "\"2026-03-31T00:00:00\"")]
    [InlineData("\"2026-03-31T09:30:15\"", "DateTime", "\"2026-03-31T09:30:15\"")]
    [InlineData("\"2026-03-31T09:30:15.1234567Z\"", "DateTime", "\"2026-03-31T09:30:15.1234567Z\"")]
    [InlineData("\"2026-03-31T09:30:15+08:00\"", "DateTime", "\"2026-03-31T09:30:15+08:00\"")]
    [InlineData("\"2026-03-31T09:30:15.5+08:00\"", "DateTimeOffset", "\"2026-03-31T09:30:15.5+08:00\"")]
    [InlineData("\"2026-03-31T09:30:15\"", "DateTimeOffset", "\"2026-03-31T09:30:15Z\"")]
    [InlineData("\"2026-03-31T09:30:15Z\"", "DateOnly", "\"2026-03-31\"")]
    // Lists
    [InlineData("[\"1\", 2]", "List<Int32>", "[1,2]")]
    [InlineData("\"[1, \\\"2\\\"]\"", "Int32[]", "[1,2]")]
    [InlineData("\"ann\"", "List<String>", "[\"ann\"]")]
    [InlineData("5", "List<String>", "[\"5\"]")]
    [InlineData("{\"a\":1}", "List<Object>", "[{\"a\":1}]")]
    [InlineData("\"[{\\\"a\\\":1}]\"", "List<Object>", "[{\"a\":1}]")]
    [InlineData("[1]", "System.Collections.Generic.ICollection`1[[System.String, System.Private.CoreLib]], System.Private.CoreLib", "[\"1\"]")]
    [InlineData("\" \"", "List<String>", "null")]
    // Objects
    [InlineData("\"{\\\"a\\\": 1}\"", "ObjectDictionary", "{\"a\":1}")]
    [InlineData("{\"a\": 1, \"b\": true}", "StringDictionary", "{\"a\":\"1\",\"b\":\"True\"}")]
    [InlineData("\"{\\\"a\\\": 1}\"", "JSON", "{\"a\":1}")]
    [InlineData("\"{\\\"a\\\": 1}\"", "Object", "\"{\\u0022a\\u0022: 1}\"")]
    [InlineData("\"plain\"", "JsonNode", "\"plain\"")]
    [InlineData("[1, 2, 255]", "ByteArray", "\"AQL/\"")]
    [InlineData("\"AQL/\"", "System.Byte, System.Private.CoreLib[]", "\"AQL/\"")]
    // What we have no name for
    [InlineData("\"MatchAny\"", "Elsa.Workflows.SwitchMode, Elsa.Workflows.Core", "\"MatchAny\"")]
    [InlineData("null", "Int32", "null")]
    public void A_value_becomes_one_of_the_declared_type(string json, string type, string expected)
    {
        var converted = TypeConversion.Convert(Parse(json), type);

        JsonElement.DeepEquals(converted, Parse(expected)).ShouldBeTrue($"{converted.GetRawText()} is not {expected}");
    }

    [Theory]
    [InlineData("\"abc\"", "Int32")]
    [InlineData("\"4.5\"", "Int32")]
    [InlineData("2147483648", "Int32")]
    [InlineData("1e400", "Int32")]
    [InlineData("9223372036854775808", "Long")]
    [InlineData("256", "Byte")]
    [InlineData("1e400", "Double")]
    [InlineData("\"NaN\"", "Double")]
    [InlineData("1e29", "Decimal")]
    [InlineData("\"1,5\"", "Decimal")]
    [InlineData("{}", "Boolean")]
    [InlineData("[]", "Int32")]
    [InlineData("\"x\"", "Guid")]
    [InlineData("5", "TimeSpan")]
    [InlineData("\"P1M\"", "TimeSpan")]
    [InlineData("\"P\"", "TimeSpan")]
    [InlineData("\"P1DT\"", "TimeSpan")]
    [InlineData("\"P99999999999999999999999999D\"", "TimeSpan")]
    [InlineData("\"tomorrow\"", "DateTime")]
    [InlineData("\"10:30\"", "DateTimeOffset")]
    [InlineData("\"2026-02-30\"", "DateTimeOffset")]
    [InlineData("1700000000000", "DateTimeOffset")]
    [InlineData("[1, \"x\"]", "List<Int32>")]
    [InlineData("\"[1,\"", "List<Int32>")]
    [InlineData("\"{ nonsense\"", "JSON")]
    [InlineData("[1]", "ObjectDictionary")]
    [InlineData("\"text\"", "StringDictionary")]
    [InlineData("\"not base64\"", "ByteArray")]
    [InlineData("[256]", "ByteArray")]
    [InlineData("\"\\ud800\"", "String")]
    public void A_value_that_does_not_fit_is_a_failure_that_names_the_type(string json, string type)
    {
        var failure = Should.Throw<ExpressionFailure>(() => TypeConversion.Convert(Parse(json), type));

        failure.Message.ShouldNotBeNullOrWhiteSpace();
        failure.Message.ShouldNotContain("\n");
        TypeConversion.TryConvert(Parse(json), type, out _, out var error).ShouldBeFalse();
        error.ShouldBe(failure.Message);
    }

    [Fact]
    public void A_check_refuses_text_that_is_no_Boolean_though_a_run_takes_it_as_false()
    {
        TypeConversion.TryConvert(Parse("\"nonsense\""), "Boolean", out _, out var error).ShouldBeFalse();

        error.ShouldBe("Cannot use \"nonsense\" as Boolean (true or false).");
    }

    [Fact]
    public void Undefined_becomes_null() => TypeConversion.Convert(default, "Int32").ValueKind.ShouldBe(JsonValueKind.Null);

    [Fact]
    public void The_error_of_a_list_names_the_item()
    {
        TypeConversion.TryConvert(Parse("[1, \"x\"]"), "List<Int32>", out _, out var error).ShouldBeFalse();

        error.ShouldStartWith("Item 2: Cannot use \"x\" as Int32");
    }

    private static JsonElement Parse(string json) => JsonElement.Parse(json);
}
