using MudBlazor;
using OrderFlow.People;
using OrderFlow.Studio.Definitions;
using OrderFlow.Ui;
using static OrderFlow.Ui.Words;

namespace OrderFlow.Definitions.Pages;

/// <summary>What pages do about publishing: they ask the viewer, ask whether the viewer may at that moment, do it, and say what came of it.</summary>
internal sealed class PublishCommands(
    DefinitionStore store, DecideReleaseHandler release, SetSecondPersonHandler secondPerson, CompiledVersions compiled, ReferenceUpdates references, Viewer viewer, IDialogService dialogs, ISnackbar messages)
{
    /// <summary>Publishes, with a note, or asks a second person to.</summary>
    public async Task PublishAsync(string definitionId)
    {
        if (await LatestAsync(definitionId) is not { } latest) return;
        var needsSecond = latest.ReleaseRule is not null;
        var note = await NoteDialog.AskAsync(
            dialogs, Say("PublishTitle", latest.Name, latest.Version), needsSecond ? Say("SecondPersonDetail", Releasing(latest.ReleaseRule!)) : null, Say(needsSecond ? "AskToPublish" : "Publish"), latest.Note);
        if (note is null || !await MayAsync(Access.Publish)) return;
        await DoneAsync(await store.PublishAsync(new PublishDefinition(definitionId, viewer.Name, note), CancellationToken.None), Say("PublishedDone", latest.Name));
    }

    /// <summary>Writes the note of the draft.</summary>
    public async Task WriteNoteAsync(string definitionId)
    {
        if (await LatestAsync(definitionId) is not { } latest) return;
        var note = await NoteDialog.AskAsync(dialogs, Say("NoteTitle", latest.Name, latest.Version), null, Say("Keep"), latest.Note);
        if (note is null || !await MayAsync(Access.Edit)) return;
        await DoneAsync(await store.SetNoteAsync(definitionId, note, viewer.Name, CancellationToken.None), Say("NoteDone"));
    }

    /// <summary>Chooses who has to release the workflow.</summary>
    public async Task SetUpAsync(string definitionId)
    {
        if (await LatestAsync(definitionId) is not { } latest) return;
        var dialog = await dialogs.ShowAsync<SettingsDialog>(Say("Settings"), new DialogParameters<SettingsDialog> { { d => d.Version, latest } }, new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true });
        if (await dialog.Result is not { Canceled: false, Data: string rule } || !await MayAsync(Access.Edit)) return;
        await DoneAsync(await secondPerson.HandleAsync(new SetSecondPerson(definitionId, rule.Length == 0 ? null : rule, viewer.Name, latest.Revision), CancellationToken.None), Say("SettingsDone"));
    }

    /// <summary>Releases what somebody has asked for.</summary>
    public async Task ConfirmAsync(PublishRequest request, string askedBy)
    {
        if (await dialogs.ConfirmAsync(Say("ConfirmTitle", request.Version), Say("ConfirmDetail", askedBy), Say("ConfirmPublish")) is null) return;
        await DecideAsync(request, isConfirmed: true, null, Say("ConfirmedDone", request.Version));
    }

    /// <summary>Refuses it, with a reason.</summary>
    public async Task RefuseAsync(PublishRequest request, string askedBy)
    {
        if (await dialogs.ConfirmAsync(Say("RefuseTitle", request.Version), Say("RefuseDetail", askedBy), Say("Refuse"), isDestructive: true, asksReason: true) is not { } reason) return;
        await DecideAsync(request, isConfirmed: false, reason, Say("RefusedDone", request.Version));
    }

    /// <summary>Takes the viewer's own request back.</summary>
    public Task TakeBackAsync(PublishRequest request) => DecideAsync(request, isConfirmed: false, null, Say("TakenBackDone"));

    /// <summary>Who releases under a rule, in words.</summary>
    public static string Releasing(string rule) => SecondPerson.RoleOf(rule) is { } role ? Say("ReleasedByRole", NameOf("Role", role)) : Say("ReleasedByAnybody");

    private async Task DecideAsync(PublishRequest request, bool isConfirmed, string? reason, string done)
    {
        // Who may release, the workflow says; the roles are those of this moment.
        if (!await viewer.LookAsync(CancellationToken.None)) return;
        await DoneAsync(await release.HandleAsync(new DecideRelease(request.Id, isConfirmed, viewer.Name, viewer.Roles, reason), CancellationToken.None), done);
    }

    private async Task<DefinitionVersion?> LatestAsync(string definitionId)
    {
        var latest = await store.FindAsync(definitionId, VersionChoice.Latest, CancellationToken.None);
        if (latest is null) messages.Add(Say("NoSuchWorkflow"), Severity.Error);
        return latest;
    }

    private async Task<bool> MayAsync(string permission)
    {
        if (await viewer.MayNowAsync(permission, CancellationToken.None)) return true;
        messages.Add(Say("NotAllowed"), Severity.Error);
        return false;
    }

    private async Task DoneAsync(DefinitionResult result, string done)
    {
        if (result is DefinitionResult.Done { Version: { } version }) compiled.Forget(version.DefinitionId);
        await references.AfterAsync(result, viewer.Name, CancellationToken.None);
        await DefinitionAnswers.ShowAsync(result, done, dialogs, messages);
    }
}
