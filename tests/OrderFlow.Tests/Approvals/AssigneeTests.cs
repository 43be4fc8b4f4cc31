using System.Text.Json;
using OrderFlow.Engine.Approvals;

namespace OrderFlow.Tests.Approvals;

/// <summary>Who decides: from rules to people, each with the reason.</summary>
public class AssigneeTests
{
    // root: board (head bob) > sales (head sue) > export (head eli; mia, max, old).  mia -> max -> sue -> bob
    internal static readonly Organisation Company = new(
        [
            new Person("bob") { Departments = ["board"] },
            new Person("sue") { Manager = "bob", Departments = ["sales"], Roles = new HashSet<string> { "lead" } },
            new Person("eli") { Manager = "sue", Departments = ["export"], Positions = ["buyer"] },
            new Person("max") { Manager = "sue", Departments = ["export"], Roles = new HashSet<string> { "finance" }, Positions = ["buyer"] },
            new Person("mia") { Manager = "max", Departments = ["export"], Roles = new HashSet<string> { "finance", "lead" } },
            new Person("old") { Manager = "max", Departments = ["export"], Roles = new HashSet<string> { "finance", "archive" }, IsActive = false },
            new Person("una") { Manager = "old" },
            new Person("rod") { Manager = "ria" },
            new Person("ria") { Manager = "rod" },
        ],
        [new Department("board", null, "bob"), new Department("sales", "board", "sue"), new Department("export", "sales", "eli"), new Department("empty", "sales", null)]);

    [Theory]
    [InlineData("'ann'", "user:ann named")]
    [InlineData("'user:Ann'", "user:ann named")]
    [InlineData("'role:finance'", "role:finance role finance")]
    [InlineData("'role:archive'", "")]
    [InlineData("'old'", "")]
    [InlineData("'initiator'", "user:mia started it")]
    [InlineData("'manager'", "user:max manager of mia")]
    [InlineData("'manager:max'", "user:sue manager of max")]
    [InlineData("'manager:una'", "user:max manager of una")]
    [InlineData("{'kind':'manager','levels':2}", "user:sue manager of mia, 2 levels up")]
    [InlineData("{'kind':'manager','levels':9}", "")]
    [InlineData("{'kind':'manager','levels':9,'each':true}", "user:max manager of mia|user:sue manager of mia, 2 levels up|user:bob manager of mia, 3 levels up")]
    [InlineData("{'kind':'manager','of':'rod','levels':5,'each':true}", "user:ria manager of rod")]
    [InlineData("'head'", "user:eli head of the department of mia")]
    [InlineData("'head:sales'", "user:sue head of sales")]
    [InlineData("'head:empty'", "user:sue head of empty")]
    [InlineData("{'kind':'head','name':'export','levels':2}", "user:sue head of export, 2 levels up")]
    [InlineData("{'kind':'head','of':'sue'}", "user:sue head of the department of sue")]
    [InlineData("'department:export'", "user:eli department export|user:max department export|user:mia department export")]
    [InlineData("'position:buyer'", "user:eli position buyer|user:max position buyer")]
    [InlineData("{'kind':'role','name':'finance','each':true}", "user:max role finance|user:mia role finance")]
    [InlineData("'chosen'", "user:sue chosen by initiator|user:eli chosen by Sales")]
    [InlineData("'chosen:Sales'", "user:eli chosen by Sales")]
    [InlineData("'field:owner'", "user:max field owner")]
    [InlineData("'field:team.all'", "user:mia field team.all|role:lead field team.all")]
    [InlineData("'field:gone'", "")]
    [InlineData("'document:Order.buyer'", "user:eli document Order.buyer")]
    public void A_rule_finds(string rule, string found) => Said(Resolution.Resolve([Read(rule)], Around)).ShouldBe(found);

    [Fact]
    public void Nobody_is_found_twice_and_the_first_reason_stays() =>
        Said(Resolution.Resolve([Read("'manager'"), Read("'position:buyer'"), Read("'max'")], Around)).ShouldBe("user:max manager of mia|user:eli position buyer");

    [Theory]
    [InlineData("''", "empty")]
    [InlineData("'boss:ann'", "no assignee")]
    [InlineData("'role:'", "no assignee")]
    [InlineData("'department'", "no assignee")]
    [InlineData("{'kind':'user','nmae':'ann'}", "'nmae' is no member")]
    [InlineData("{'kind':'manager','levels':0}", "'levels'")]
    [InlineData("{'kind':'manager','levels':'many'}", "'levels'")]
    [InlineData("{'kind':'user','name':'ann','weight':-1}", "'weight'")]
    public void What_is_no_rule_says_what_is_wrong(string rule, string why)
    {
        AssigneeRule.Read(Json(rule), out var error).ShouldBeNull();
        error.ShouldNotBeNull().ShouldContain(why);
    }

    [Fact]
    public void Weight_and_veto_go_with_the_rule() =>
        Resolution.Resolve([Read("{'name':'ann','weight':3,'veto':true}")], Around).ShouldHaveSingleItem().ShouldSatisfyAllConditions(c => c.Weight.ShouldBe(3), c => c.HasVeto.ShouldBeTrue());

    [Theory]
    // Whoever started it, mia, is to decide.
    [InlineData(InitiatorRule.Self, "mia eli", false, "mia eli")]
    [InlineData(InitiatorRule.Skip, "mia eli", false, "mia(passed) eli")]
    [InlineData(InitiatorRule.Skip, "mia eli", true, "eli")]
    [InlineData(InitiatorRule.Skip, "mia", true, "mia(passed)")]
    [InlineData(InitiatorRule.Manager, "mia eli", false, "max eli")]
    [InlineData(InitiatorRule.Manager, "mia max", false, "max")]
    [InlineData(InitiatorRule.Head, "mia", false, "eli")]
    public void The_initiator_as_approver(InitiatorRule rule, string people, bool anyDecides, string seated) =>
        Seated(people, new AssignmentRules { WhenInitiator = rule }, anyDecides: anyDecides).ShouldBe(seated);

    [Theory]
    [InlineData(EmptyRule.Incident, "nobody")]
    [InlineData(EmptyRule.Assign, "sue")]
    [InlineData(EmptyRule.Admin, "role:admin")]
    [InlineData(EmptyRule.Refuse, "Refused")]
    [InlineData(EmptyRule.Approve, "Agreed")]
    public void Nobody_to_decide(EmptyRule rule, string seated)
    {
        var rules = new AssignmentRules { WhenEmpty = rule, WhenEmptyTo = "sue" };

        Seated("", rules).ShouldBe(seated);
        Seated("mia", rules, excluded: "mia").ShouldBe(seated);
    }

    [Fact]
    public void The_substitute_for_nobody_must_not_be_excluded_either() =>
        Seated("", new AssignmentRules { WhenEmpty = EmptyRule.Assign, WhenEmptyTo = "sue" }, excluded: "sue").ShouldBe("nobody");

    [Fact]
    public void Who_agreed_before_is_passed() => Seated("eli max", new AssignmentRules(), agreed: "max").ShouldBe("eli max(passed)");

    [Fact]
    public void One_is_drawn_by_lot_and_every_one_can_be()
    {
        var drawn = Enumerable.Range(0, 30).Select(i => Seated("a b c", new AssignmentRules { DrawsOne = true }, lot: (ulong)i)).Distinct();

        drawn.Order().ShouldBe(["a", "b", "c"]);
    }

    private static Surroundings Around => new(Company, "mia")
    {
        Form = Json("{'owner':'max','team':{'all':['mia','role:lead','']}}"),
        Document = new Dictionary<string, JsonElement> { ["Order"] = Json("{'buyer':'eli'}") },
        Chosen = [("initiator", ["sue"]), ("Sales", ["eli", " "])],
    };

    private static string Seated(string people, AssignmentRules rules, bool anyDecides = false, string? excluded = null, string? agreed = null, ulong lot = 0)
    {
        var found = people.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => new Candidate(Entries.User(p), new SeatReason(ReasonKind.Named), 1, false)).ToList();
        var plan = Seating.Plan(found, rules, Around, excluded is null ? [] : [new Exclusion(excluded, ExclusionKind.Named)], p => p == agreed ? "Check" : null, anyDecides, () => lot);
        if (plan is null) return "nobody";
        return plan.Verdict != Standing.Open ? plan.Verdict.ToString() : string.Join(' ', plan.Candidates.Select(c => (Entries.PersonOf(c.Entry) ?? c.Entry) + (c.IsPassed ? "(passed)" : "")));
    }

    private static string Said(IEnumerable<Candidate> found) => string.Join("|", found.Select(c => $"{c.Entry} {c.Reason.Text}"));

    private static AssigneeRule Read(string rule) => AssigneeRule.Read(Json(rule), out var error) ?? throw new InvalidOperationException(error);

    private static JsonElement Json(string text) => JsonElement.Parse(text.Replace('\'', '"'));
}
