using MudBlazor;
using static OrderFlow.Ui.Words;

namespace OrderFlow.Definitions.Pages;

/// <summary>Tells the viewer what came of a command to a workflow.</summary>
internal static class DefinitionAnswers
{
    /// <param name="done">What is said when it is done.</param>
    public static async Task ShowAsync(DefinitionResult result, string done, IDialogService dialogs, ISnackbar messages)
    {
        switch (result)
        {
            case DefinitionResult.Done:
                messages.Add(done, Severity.Success);
                return;
            case DefinitionResult.Invalid invalid:
                await dialogs.ShowAsync<FindingsDialog>(Say("FindingsTitle"), new DialogParameters<FindingsDialog> { { d => d.Findings, invalid.Findings } });
                return;
            case DefinitionResult.NotFound missing:
                messages.Add(missing.Message, Severity.Error);
                return;
            case DefinitionResult.Conflict conflict:
                messages.Add(conflict.Message, Severity.Error);
                return;
            case DefinitionResult.Stale stale:
                messages.Add(Say("ChangedByOther", stale.By ?? Say("FromFile")), Severity.Error);
                return;
            default:
                throw new InvalidOperationException($"Expected a known result, but got {result.GetType().Name}.");
        }
    }
}
