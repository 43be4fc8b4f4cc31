using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Execution;
using OrderFlow.Engine.Expressions;

namespace OrderFlow.Tests.Expressions;

/// <summary>Liquid templates: what they see, what they may not, and where they stop.</summary>
public class LiquidTests
{
    private static readonly EngineLimits Limits = EngineLimits.Default with { ScriptTime = TimeSpan.FromSeconds(20) };
    private readonly ExpressionEvaluator evaluator = new(Limits);
    private readonly TestScope scope = new();

    public LiquidTests()
    {
        scope.With("Amount", "12500.50").With("Customer", """{"name":"山田商事","tags":["new","vip"],"size":3}""").With("Nothing", "null").With("Ready", "true");
        scope.With("Lines", """[{"sku":"A-1","qty":2},{"sku":"B-2","qty":5}]""");
        scope.Inputs["Contract"] = System.Text.Json.JsonElement.Parse("""{"number":"C-2026-17","Clauses":{"deviates":false}}""");
        scope.More["task"] = System.Text.Json.JsonElement.Parse("""{"title":"Approve"}""");
    }

    [Theory]
    [InlineData("Plain text", "Plain text")]
    [InlineData("{{ Variables.Amount }}", "12500.5")]
    [InlineData("合同 {{ Input.Contract.number }}，客户 {{ Variables.Customer.name }}", "合同 C-2026-17，客户 山田商事")]
    [InlineData("{{ Variables.Customer.tags[1] }} of {{ Variables.Customer.tags.size }}", "vip of 2")]
    [InlineData("{{ Variables.Customer.tags | join: ', ' }}", "new, vip")]
    [InlineData("{{ Variables.Customer.Name }}{{ Input.contract.clauses.deviates }}", "山田商事")]
    [InlineData("{{ Input.Contract.clauses.deviates }}", "false")]
    [InlineData("{{ Variables.Customer.size }}", "3")]
    [InlineData("{{ Variables['Customer']['name'] }}", "山田商事")]
    [InlineData("[{{ Variables.Nothing }}{{ Variables.Missing }}{{ Variables.Missing.deeper }}{{ Unknown }}]", "[]")]
    [InlineData("{{ CorrelationId }} {{ WorkflowInstanceId }} {{ WorkflowDefinitionId }} {{ WorkflowDefinitionVersionId }} {{ WorkflowDefinitionVersion }}", "order-7 instance-1 definition-1 version-1 3")]
    [InlineData("{% if Variables.Amount > 10000 %}high{% else %}low{% endif %}", "high")]
    [InlineData("{% if Variables.Ready and Variables.Nothing == nil %}yes{% endif %}", "yes")]
    [InlineData("{% if Variables.Customer.tags contains 'vip' %}V{% endif %}", "V")]
    [InlineData("{% for line in Variables.Lines %}{{ line.sku }}x{{ line.qty }};{% endfor %}", "A-1x2;B-2x5;")]
    [InlineData("{{ Variables.Lines | map: 'qty' | sum }}", "7")]
    [InlineData("{% for pair in Variables.Customer %}{{ pair[0] }} {% endfor %}", "name tags size ")]
    [InlineData("{{ Variables.Customer | dictionary_keys | join: ' ' }}", "name tags size")]
    [InlineData("{{ Variables.Customer.tags | json }} {{ 'a\"b' | json }} {{ Variables.Nothing | json }} {{ Variables.Ready | json }}", """["new","vip"] "a\u0022b" null true""")]
    [InlineData("{{ Variables.Customer }}", """{"name":"山田商事","tags":["new","vip"],"size":3}""")]
    [InlineData("{{ 'order' | base64 }}", "b3JkZXI=")]
    [InlineData("{{ task.title }}", "Approve")]
    [InlineData("{{ 'now' | date: '%Y-%m-%d %H:%M' }}", "2026-03-31 09:30")]
    [InlineData("{{ 'now' | time_zone: 'Asia/Shanghai' | date: '%H:%M' }}", "17:30")]
    [InlineData("{{ '<b>' }} {{ '<b>' | escape }}", "<b> &lt;b&gt;")]
    [InlineData("{{ Variables.Amount | times: 2 | round }}", "25001")]
    [InlineData("{% assign n = Variables.Amount | plus: 1 %}{% capture t %}<{{ n }}>{% endcapture %}{{ t }}{{ t }}", "<12501.5><12501.5>")]
    [InlineData("{% for i in (1..3) %}{{ i }}{% endfor %}", "123")]
    [InlineData("{% comment %}{% if %}{% endcomment %}{% raw %}{{ x }}{% endraw %}", "{{ x }}")]
    public void A_template_sees_what_Elsa_offers(string template, string expected) => Render(template).ShouldBe(expected);

    [Fact]
    public void An_empty_template_has_no_value() =>
        evaluator.Evaluate(new Expression("Liquid", "  "), scope).ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);

    [Fact]
    public void Nothing_is_left_for_the_next_evaluation()
    {
        Render("{% assign secret = 1 %}{% increment counter %}{{ secret }}").ShouldBe("01");
        Render("{{ secret }}{% increment counter %}").ShouldBe("0");
    }

    [Theory]
    [InlineData("{{ x | }}", "1:7: An identifier was expected after the '|' sign.")]
    [InlineData("Dear\n{% if x %}", "2:")]
    [InlineData("{{ 1 | shout }}", "1:1: There is no filter 'shout'.")]
    [InlineData("{% include 'file' %}", "1:")]
    [InlineData("{% render 'file' %}", "1:")]
    [InlineData("{% nonsense %}", "1:")]
    public void What_is_wrong_is_found_without_running_it(string template, string expected)
    {
        ExpressionSyntax.Check(new Expression("Liquid", template)).ShouldNotBeNull().ShouldStartWith(expected);
        Should.Throw<ExpressionFailure>(() => Render(template)).Message.ShouldStartWith(expected);
    }

    [Theory]
    [InlineData("{% for i in (1..1000) %}{% for j in (1..1000) %}{% endfor %}{% endfor %}")]
    [InlineData("{% for i in (1..30000000) %}{% endfor %}")]
    [InlineData("{% assign a = (1..2000000000) %}")]
    [InlineData("{% assign s = 'ab' %}{% for i in (1..40) %}{% assign s = s | append: s %}{% endfor %}")]
    [InlineData("{% assign s = 'ab' %}{% for i in (1..40) %}{% capture s %}{{ s }}{{ s }}{% endcapture %}{% endfor %}")]
    [InlineData("{% assign s = '\"' %}{% for i in (1..40) %}{% assign s = s | json %}{% endfor %}")]
    [InlineData("{% assign s = 'aaaaaaaaaa' %}{% for i in (1..9) %}{% assign s = s | replace: 'a', 'aaaaaaaaaa' %}{% endfor %}")]
    [InlineData("{% assign a = 'a,b' | split: ',' %}{% for i in (1..40) %}{% assign a = a | concat: a %}{% endfor %}")]
    [InlineData("{{ 'now' | date: '%50000000Y' }}")]
    [InlineData("{{ 1 | format_number: 'N900000000' }}")]
    [InlineData("{{ '{0,900000000}' | format_string: 1 }}")]
    [InlineData("{% for i in (1..9000) %}{% for j in (1..9) %}{{ Variables.Customer }}{{ Variables.Customer }}{{ Variables.Customer }}{% endfor %}{% endfor %}")]
    public void A_template_that_takes_too_much_is_stopped(string template) =>
        Should.Throw<ExpressionFailure>(() => Render(template)).Message.ShouldNotBeEmpty();

    [Fact]
    public void A_template_that_runs_too_long_is_stopped()
    {
        var impatient = new ExpressionEvaluator(EngineLimits.Default with { ScriptTime = TimeSpan.Zero });
        Should.Throw<ExpressionFailure>(() => impatient.Evaluate(new Expression("Liquid", "{{ 'a' | upcase }}"), scope)).Message.ShouldContain("longer than 0 s");
    }

    [Theory]
    [InlineData("{% if true %}", "{% endif %}", 3000)]
    [InlineData("{%- unless true -%}", "{%- endunless -%}", 60)]
    [InlineData("{{ a[", "] }}", 1)]
    [InlineData("{% liquid\nif true\n", "\nendif %}", 60)]
    public void Nesting_that_would_exhaust_the_stack_is_refused(string open, string close, int times)
    {
        var template = open.EndsWith('[')
            ? open + string.Concat(Enumerable.Repeat("a[", 5000)) + "1" + string.Concat(Enumerable.Repeat("]", 5000)) + close
            : string.Concat(Enumerable.Repeat(open, times)) + string.Concat(Enumerable.Repeat(close, times));
        ExpressionSyntax.Check(new Expression("Liquid", template)).ShouldNotBeNull().ShouldContain("nested more than");
    }

    [Fact]
    public void Nesting_that_is_allowed_renders_on_a_small_stack()
    {
        var template = string.Concat(Enumerable.Repeat("{% if true %}", 50)) + "{{ a" + string.Concat(Enumerable.Repeat("[a", 20)) + string.Concat(Enumerable.Repeat("]", 20)) + " }}x"
            + "{% if true" + string.Concat(Enumerable.Repeat(" and true", 100)) + " %}y{% endif %}" + string.Concat(Enumerable.Repeat("{% endif %}", 50));
        var result = "";
        var thread = new Thread(() => result = Try(template), 1024 * 1024);
        thread.Start();
        thread.Join();
        result.ShouldContain("nested more than 50");

        template = string.Concat(Enumerable.Repeat("{% if true %}", 49)) + "x{% if true" + string.Concat(Enumerable.Repeat(" and true", 100)) + " %}y{% endif %}" + string.Concat(Enumerable.Repeat("{% endif %}", 49));
        thread = new Thread(() => result = Try(template), 1024 * 1024);
        thread.Start();
        thread.Join();
        result.ShouldBe("xy");
    }

    [Fact]
    public void Objects_of_the_runtime_have_no_members()
    {
        Render("{{ Variables.GetType }}{{ Variables.Amount.GetType }}{{ Variables.Customer.Json }}").ShouldBe("");
    }

    private string Try(string template)
    {
        try
        {
            return Render(template);
        }
        catch (ExpressionFailure e)
        {
            return e.Message;
        }
    }

    private string Render(string template) => evaluator.Evaluate(new Expression("Liquid", template), scope).GetString()!;
}
