using MudBlazor;
using OrderFlow.Hosting.Api;
using static OrderFlow.Ui.Words;

namespace OrderFlow.Definitions.Pages;

/// <summary>Tells the viewer what came of a command to a workflow.</summary>
internal static class DefinitionAnswers
{
    /// <summary>Why a command was not done, in one sentence.</summary>
    public static string Refusal(DefinitionResult result) => result switch
    {
        DefinitionResult.Refused refused => Sentences.Of(refused.Reason),
        DefinitionResult.Stale stale => Say("ChangedByOther", stale.By ?? Say("FromFile")),
        DefinitionResult.Invalid invalid => string.Join(" ", invalid.Findings.Select(FindingTexts.Sentence)),
        _ => throw new InvalidOperationException($"Expected a refusal, but got {result.GetType().Name}."),
    };

    /// <param name="done">What is said when it is done.</param>
    public static async Task ShowAsync(DefinitionResult result, string done, IDialogService dialogs, ISnackbar messages)
    {
        switch (result)
        {
            case DefinitionResult.Done { TakenBack: { } request }:
                messages.Add(done, Severity.Success);
                messages.Add(Say("TakenBackNow", request.AskedBy), Severity.Warning);
                return;
            case DefinitionResult.Done:
                messages.Add(done, Severity.Success);
                return;
            case DefinitionResult.Waiting waiting:
                messages.Add(Say("WaitsNow", waiting.Version.Version), Severity.Info);
                return;
            case DefinitionResult.Invalid invalid:
                await dialogs.ShowAsync<FindingsDialog>(Say("FindingsTitle"), new DialogParameters<FindingsDialog> { { d => d.Findings, invalid.Findings } });
                return;
            case DefinitionResult.Refused refused:
                messages.Add(Refusal(refused), Severity.Error);
                return;
            case DefinitionResult.Stale stale:
                messages.Add(Refusal(stale), Severity.Error);
                return;
            default:
                throw new InvalidOperationException($"Expected a known result, but got {result.GetType().Name}.");
        }
    }
}
