using MudBlazor;
using OrderFlow.Ui.Controls;

namespace OrderFlow.Ui;

/// <summary>Questions to the viewer.</summary>
internal static class Dialogs
{
    /// <returns>Null: the viewer went back. Else the reason, empty where none was asked for or given.</returns>
    public static async Task<string?> ConfirmAsync(this IDialogService dialogs, string title, string detail, string action, bool isDestructive = false, bool asksReason = false)
    {
        var dialog = await dialogs.ShowAsync<ConfirmDialog>(title, new DialogParameters<ConfirmDialog>
        {
            { d => d.Title, title },
            { d => d.Detail, detail },
            { d => d.Action, action },
            { d => d.IsDestructive, isDestructive },
            { d => d.AsksReason, asksReason },
        });
        return await dialog.Result is { Canceled: false, Data: string reason } ? reason : null;
    }
}
