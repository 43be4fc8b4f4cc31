using OrderFlow.Engine.Execution;
using OrderFlow.Tests.Execution;
using static OrderFlow.Tests.Execution.Flow;

namespace OrderFlow.Tests.Approvals;

/// <summary>A designer hands over a form as text.</summary>
public class FormTextTests
{
    [Fact]
    public void A_form_written_as_text_has_its_fields_and_is_shown_as_it_was_written()
    {
        const string form = """{"owner":"max","amount":5}""";
        var rig = Rig.Started(Task("t", ("Assignees", "field:owner"), ("Form", form)));

        rig.Approval("t").Seats.Select(s => s.Entry).ShouldBe(["user:ann", "user:max"]);
        rig.Approval("t").Watched.ShouldBe(["owner", "amount"]);
        rig.Effect<OpenTask>().Content.Form.GetString().ShouldBe(form);
    }
}
