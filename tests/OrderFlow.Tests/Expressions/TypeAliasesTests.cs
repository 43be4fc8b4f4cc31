using OrderFlow.Engine.Expressions;

namespace OrderFlow.Tests.Expressions;

public sealed class TypeAliasesTests
{
    [Theory]
    [InlineData(null, "Object")]
    [InlineData(" ", "Object")]
    [InlineData("Int32", "Int32")]
    [InlineData("Int64", "Long")]
    [InlineData("int", "Int32")]
    [InlineData("Int32?", "Int32")]
    [InlineData("System.Int32, System.Private.CoreLib", "Int32")]
    [InlineData("System.Int32, System.Private.CoreLib, Version=9.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e", "Int32")]
    [InlineData("System.Nullable`1[[System.DateTime, System.Private.CoreLib]], System.Private.CoreLib", "DateTime")]
    [InlineData("System.Byte, System.Private.CoreLib[]", "ByteArray")]
    [InlineData("System.Byte[], System.Private.CoreLib", "ByteArray")]
    [InlineData("System.String[], System.Private.CoreLib", "String[]")]
    [InlineData("FormFile[]", "FormFile[]")]
    [InlineData("ICollection<string>", "List<String>")]
    [InlineData("System.Collections.Generic.List`1[[System.Int64, System.Private.CoreLib]], System.Private.CoreLib", "List<Long>")]
    [InlineData("System.Collections.Generic.List`1[System.Int64]", "List<Long>")]
    [InlineData("List<List<int>>", "List<List<Int32>>")]
    [InlineData("System.Collections.Generic.IDictionary`2[[System.String, System.Private.CoreLib],[System.Object, System.Private.CoreLib]], System.Private.CoreLib", "ObjectDictionary")]
    [InlineData("Dictionary<String, String>", "StringDictionary")]
    [InlineData("System.Dynamic.ExpandoObject, System.Linq.Expressions", "JSON")]
    [InlineData("System.Uri, System.Private.Uri", "Uri")]
    [InlineData("Elsa.Workflows.SwitchMode, Elsa.Workflows.Core", "Elsa.Workflows.SwitchMode, Elsa.Workflows.Core")]
    [InlineData("Acme.Guid, Acme", "Acme.Guid, Acme")]
    [InlineData("List<", "List<")]
    [InlineData("[]", "Object[]")]
    public void Every_spelling_finds_its_alias(string? name, string alias) => TypeAliases.Normalize(name).ShouldBe(alias);

    [Theory]
    [InlineData("List<String>", "String")]
    [InlineData("String[]", "String")]
    [InlineData("List<List<Int32>>", "List<Int32>")]
    [InlineData("ByteArray", null)]
    [InlineData("String", null)]
    [InlineData("ObjectDictionary", null)]
    public void A_collection_tells_the_type_of_its_items(string type, string? element) => TypeAliases.ElementType(type).ShouldBe(element);

    [Theory]
    [InlineData("List<Decimal>", true)]
    [InlineData("HttpHeaders", true)]
    [InlineData("Elsa.Workflows.SwitchMode, Elsa.Workflows.Core", false)]
    [InlineData("List<Acme.Order>", false)]
    public void A_known_type_is_one_of_ours_or_a_collection_of_one(string type, bool known) => TypeAliases.IsKnown(type).ShouldBe(known);

    [Fact]
    public void Every_type_that_a_designer_offers_is_known_under_its_own_name()
    {
        foreach (var type in TypeAliases.Offered)
        {
            TypeAliases.Normalize(type).ShouldBe(type);
            TypeAliases.IsKnown(type).ShouldBeTrue(type);
        }
    }
}
