using System.Globalization;
using OrderFlow.Tests.Replay.Xes;

namespace OrderFlow.Tests.Replay;

/// <summary>Cases of our own in the shape of the real log, one letter an event: capitals go on, small letters reject.</summary>
internal static class DeclarationText
{
    public static string Trace(int number, params string[] letters) => $"""
        <trace>
            <string key="DeclarationNumber" value="declaration number 8"/>
            <float key="Amount" value="392.2802673278743"/>
            <string key="BudgetNumber" value="budget 5"/>
            <string key="concept:name" value="declaration {number}"/>
            {string.Concat(letters.Select((letter, day) => Step(letter, day)))}
        </trace>
        """;

    private static string Step(string letter, int day)
    {
        var (what, role) = letter switch
        {
            "S" => ("SUBMITTED", "EMPLOYEE"),
            "W" => ("REJECTED", "EMPLOYEE"),
            "A" => ("APPROVED", "ADMINISTRATION"),
            "a" => ("REJECTED", "ADMINISTRATION"),
            "B" => ("APPROVED", "BUDGET OWNER"),
            "b" => ("REJECTED", "BUDGET OWNER"),
            "F" => ("FINAL_APPROVED", "SUPERVISOR"),
            "?" => ("LOST", "NOBODY"),
            _ => ("REJECTED", "SUPERVISOR"),
        };
        return XesText.Event(
            $"Declaration {what} by {role}",
            string.Create(CultureInfo.InvariantCulture, $"2018-02-{day + 1:00}T10:33:50.000+01:00"),
            $"""<string key="org:resource" value="STAFF MEMBER"/><string key="org:role" value="{role}"/>""");
    }
}
