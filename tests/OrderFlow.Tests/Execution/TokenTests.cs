using OrderFlow.Engine.Execution;

namespace OrderFlow.Tests.Execution;

/// <summary>Flowcharts in which tokens are easily lost or doubled.</summary>
public class TokenTests
{
    private const string Mission =
        "fork:A > tReport, tReport:Approve > tSuper, tSuper:Approve > tManager, tSuper:Reject > tReport, tManager:Approve > all, tManager:Reject > tReport, "
        + "fork:B > tCost, tCost:Approve > tFinance, tFinance:Approve > all, tFinance:Reject > tCost, all > end";

    [Theory]
    // A branch sent back to its first task while the other comes to the join (elsa-core#7724, #6725).
    [InlineData(Mission, "tReport+ tSuper+ tManager- tCost+ tFinance+", "", "tReport")]
    [InlineData(Mission, "tCost+ tFinance+ tReport+ tSuper- tReport+ tSuper+ tManager- tReport+ tSuper+", "", "tManager")]
    [InlineData(Mission, "tReport+ tSuper+ tManager+ tCost+ tFinance- tCost+ tFinance+", "end", "")]
    // A join reached by its own way back, then from the other side (elsa-core#7993).
    [InlineData("s > again1, again1:True > a, again1:False > b, a > any, b > any, any > p, p > again1x, again1x:True > any, again1x:False > again1y, again1y:True > s, again1y:False > end", "", "s a p p s b p end", "")]
    [InlineData("s > again1, again1:True > a, again1:False > b, a > j~Race, b > j~Race, j~Race > again1x, again1x:True > j~Race, again1x:False > again1y, again1y:True > s, again1y:False > end", "", "s a j j s b j end", "")]
    // A rejection that begins the race anew (elsa-core#7013, #6591).
    [InlineData("xSubmit > fork, fork:A > xApprove, fork:B > xReject, xApprove > any, xReject > any, any > again1, again1:True > xSubmit, again1:False > end", "xSubmit xReject xSubmit xApprove", "end", "")]
    [InlineData("fork:A > x1, fork:B > x2, x1 > any, x2 > any, any > again2, again2:True > fork, again2:False > end", "x1 x2 x1", "end", "")]
    // A fork reached directly, around another activity and from its own join (elsa-core#6701).
    [InlineData("no:True > pay, no:False > fork, pay > fork, fork:A > x1, fork:B > x2, x1 > all, x2 > all, all > again1, again1:True > fork, again1:False > end", "x1 x2 x2 x1", "end", "")]
    public void What_Elsas_users_lost_goes_on_here(string chart, string moves, string lines, string waiting) => Check(chart, moves, lines, waiting);

    [Theory]
    [InlineData("fork:A > all, fork:B > all, all > end", "", "end", "")]
    [InlineData("fork:A > a, fork:B > a", "", "a", "")]
    [InlineData("yes:True > a, yes:False > a, a > end", "", "a end", "")]
    [InlineData("yes:True > fork, yes:False > z, fork:A > a, fork:B > b, a > all, b > all, z > all2, all > all2, all2 > end", "", "a b end", "")]
    [InlineData("no:True > fork, no:False > z, fork:A > a, fork:B > b, a > all, b > all, z > all2, all > all2, all2 > end", "", "z end", "")]
    [InlineData("fork:A > x1, fork:B > x2, x1 > all1, x2 > all1, x1 > all2, x2 > all2, all1 > a, all2 > b", "x2 x1", "a b", "")]
    [InlineData("fork:A > x1, fork:B > x2, x1 > all1, x2 > all1, all1 > all2, x1 > all2, all2 > end", "x1", "", "x2")]
    [InlineData("fork:A > x1, fork:B > x2, x1 > all1, x2 > all1, all1 > all2, x1 > all2, all2 > end", "x1 x2", "end", "")]
    [InlineData("fork:A > x1, fork:B > no, no:True > all, no:False > z, x1 > all, all > end", "x1", "z end", "")]
    [InlineData("fork:A > fork2, fork2:A > x1, fork2:B > x2, x1 > all1, x2 > all1, fork:B > x3, all1 > all2, x3 > all2, all2 > end", "x3 x1 x2", "end", "")]
    public void A_join_fires_once_for_all_that_can_come(string chart, string moves, string lines, string waiting) => Check(chart, moves, lines, waiting);

    [Theory]
    [InlineData("fork:A > x1, x1 > again2, again2:True > x1, again2:False > all, fork:B > x2, x2 > all, all > end", "x2 x1 x1", "", "x1")]
    [InlineData("fork:A > x1, x1 > again2, again2:True > x1, again2:False > all, fork:B > x2, x2 > all, all > end", "x1 x1 x1 x2", "end", "")]
    [InlineData("s > fork, fork:A > a, fork:B > b, a > all, b > all, all > again2, again2:True > s, again2:False > end", "", "s a b s a b s a b end", "")]
    // A way back into one branch only: the join does not wait for the branch that was not begun again.
    [InlineData("fork:A > x1, fork:B > x2, x1 > all, x2 > all, all > again1, again1:True > x2, again1:False > end", "x1 x2 x2", "end", "")]
    // A way back out of one branch to before the fork: the other branch runs twice, and nothing is lost.
    [InlineData("s > fork, fork:A > x1, fork:B > x2, x1 > again1, again1:True > s, again1:False > all, x2 > all, all > end", "x1", "s s", "x2 x1 x2")]
    [InlineData("s > fork, fork:A > x1, fork:B > x2, x1 > again1, again1:True > s, again1:False > all, x2 > all, all > end", "x1 x1 x2 x2", "s s end", "")]
    // A loop of which the join is the first.
    [InlineData("s > l, l > x1, x1 > again1, again1:True > l, again1:False > end", "x1 x1", "s l l end", "")]
    public void Loops_run_as_often_as_they_are_taken(string chart, string moves, string lines, string waiting) => Check(chart, moves, lines, waiting);

    [Theory]
    [InlineData("fork:A > x1, fork:B > x2, fork:C > x3, x1 > w~Race, x2 > w~Race, x3 > end", "x2", "w", "x3")]
    [InlineData("fork:A > x1, fork:B > x2, fork:C > x3, x1 > w~Race, x2 > w~Race, x3 > end", "x2 x3", "w end", "")]
    [InlineData("fork:A > x1, fork:B > x2, x1 > x3~Race, x2 > x3~Race, x3~Race > end", "x1", "", "x3")]
    [InlineData("fork:A > x1, fork:B > x2, x1 > x3, x3 > any, x2 > any, any > end", "x1 x2", "end", "")]
    [InlineData("fork:A > x1, fork:B > x2, x1 > c~Cascade, x2 > c~Cascade, c~Cascade > end", "x2 x1", "c end c end", "")]
    [InlineData("fork:A > x1, fork:B > x2, fork:C > x3, x1 > c~Cascade, x2 > c~Cascade, c~Cascade > all, x3 > all, all > end", "x1 x2 x3", "c c end", "")]
    [InlineData("s > fork, fork:A > a, fork:B > b, a > m~Merge, b > m~Merge, m~Merge > again1, again1:True > s, again1:False > end", "", "s a b m s a b m end", "")]
    [InlineData("fork:A > x1, fork:B > x2, x1 > m~Merge, x2 > m~Merge", "x1", "", "x2")]
    [InlineData("fork:A > x1, fork:B > x2, x1 > m~Converge, x2 > m~Converge", "x1 x2", "m", "")]
    [InlineData("fork:A > x1, fork:B > x2, x1 > m~Stream, x2 > m~Stream", "x2 x1", "m", "")]
    [InlineData("fork:A > x1, fork:B > x2, x1 > m~None, x2 > m~None", "x2 x1", "m", "")]
    public void Merge_modes_hold_over_waits(string chart, string moves, string lines, string waiting) => Check(chart, moves, lines, waiting);

    private static void Check(string chart, string moves, string lines, string waiting)
    {
        var rig = Sketch.Play(chart, moves);

        rig.Lines.ShouldBe(lines);
        rig.Waiting.ShouldBe(waiting);
        rig.State.Incidents.ShouldBeEmpty();
        rig.State.SubStatus.ShouldBe(waiting.Length > 0 ? WorkflowSubStatus.Suspended : WorkflowSubStatus.Finished);
    }
}
