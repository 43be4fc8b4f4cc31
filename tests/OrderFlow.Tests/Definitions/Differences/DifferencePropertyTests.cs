using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using OrderFlow.Engine.Activities;
using OrderFlow.Engine.Definitions;
using OrderFlow.Engine.Definitions.Differences;
using OrderFlow.Tests.Execution.Model;

namespace OrderFlow.Tests.Definitions.Differences;

/// <summary>What must hold of the difference of any two definitions.</summary>
public sealed class DifferencePropertyTests
{
    private static readonly Arbitrary<(int From, int To)> Seeds = Arb.From(Gen.Choose(0, int.MaxValue).SelectMany(from => Gen.Choose(0, int.MaxValue).Select(to => (from, to))));

    [Fact]
    public void A_definition_does_not_differ_from_itself_in_whatever_spelling() => Check.One(
        Configuration(300),
        Prop.ForAll(CaseMaker.Cases, sample =>
        {
            var generated = StepDefinition.Workflow(sample);
            string Spelled(int seed) => new DefinitionSpeller(new Random(seed)).Spell(generated).ToJsonString(new JsonSerializerOptions { MaxDepth = 200 });
            if (Read(Spelled(1)) is not { } one || Read(Spelled(2)) is not { } other) return;

            var difference = DefinitionComparer.Compare(one, other, KnownActivities.Registry);

            difference.IsEmpty.ShouldBeTrue(Say(difference));
            difference.Replaced.ShouldBe(0);
        }));

    [Fact]
    public void Who_applies_the_difference_to_the_old_definition_gets_the_new_one() => Check.One(
        Configuration(1000),
        Prop.ForAll(Seeds, seeds =>
        {
            var (from, to) = (Make(seeds.From), Make(seeds.To));

            var difference = Compare(from, to);

            Meaning.Of(DifferenceApplier.Apply(from, difference)).ShouldBe(Meaning.Of(to), Say(difference));
            difference.IsEmpty.ShouldBe(Meaning.Of(from) == Meaning.Of(to));
        }));

    [Fact]
    public void The_difference_the_other_way_round_says_the_same_the_other_way_round() => Check.One(
        Configuration(300),
        Prop.ForAll(Seeds, seeds =>
        {
            var (from, to) = (Make(seeds.From), Make(seeds.To));

            var (there, back) = (Compare(from, to), Compare(to, from));

            Lines(back, isMirrored: true).ShouldBe(Lines(there, isMirrored: false), ignoreOrder: true);
            back.Replaced.ShouldBe(there.Replaced);
        }));

    private static JsonObject Make(int seed) => new RandomDocument(new Random(seed)).Make();

    private static WorkflowDifference Compare(JsonObject from, JsonObject to) => DefinitionComparer.Compare(
        DefinitionReader.Read(from.ToJsonString(), KnownActivities.Registry).Definition!, DefinitionReader.Read(to.ToJsonString(), KnownActivities.Registry).Definition!, KnownActivities.Registry);

    private static WorkflowDefinition? Read(string text) => DefinitionReader.Read(text, KnownActivities.Registry).Definition;

    private static string Say(WorkflowDifference difference) => string.Join("\n", Lines(difference, isMirrored: false));

    private static List<string> Lines(WorkflowDifference difference, bool isMirrored)
    {
        return
        [
            .. difference.Workflow.Select(Fact),
            .. difference.Activities.SelectMany(a => a.Facts.Select(Fact).Append($"moved {a.IsMoved} {Turn(Slot(a.OldPlace), Slot(a.NewPlace))}").Select(l => $"{a.Activity.Id} {Turn(a.Old?.Id, a.New?.Id)} {l}")),
            .. difference.Connections.Select(c => $"{c.Chart.Id} {c.Connection} {(isMirrored ? Mirrored(c.Kind) : c.Kind)}"),
        ];

        string Fact(FactChange change) => $"{change.Key} {Turn(Value(change.Old), Value(change.New))}";

        string? Value(DefinitionValue? value) => value?.Value?.ToJsonString();

        string? Slot(ActivityPlace? place) => place is null ? null : $"{place.Parent?.Id}.{place.Slot}";

        string Turn(string? old, string? now) => isMirrored ? $"'{now}' > '{old}'" : $"'{old}' > '{now}'";
    }

    private static ChangeKind Mirrored(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => ChangeKind.Removed,
        ChangeKind.Removed => ChangeKind.Added,
        ChangeKind.Changed => ChangeKind.Changed,
    };

    private static Config Configuration(int tests) =>
        Config.QuickThrowOnFailure.WithMaxTest(tests).WithEndSize(100).WithReplay(FSharpOption<FsCheck.Replay>.Some(new FsCheck.Replay(new Rnd(20261125, 1), FSharpOption<int>.None)));
}
