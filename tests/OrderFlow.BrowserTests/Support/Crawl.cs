using System.Text.Json;
using Microsoft.Playwright;

namespace OrderFlow.BrowserTests.Support;

/// <summary>Presses everything that can be pressed in the designer, once, and says where it was when the designer failed.</summary>
internal sealed class Crawl(Visit visit)
{
    // Marks what can be pressed in the topmost layer (dialog, menu, else the page), with a name that stays the same when it is drawn anew.
    private const string Look = """
        () => {
          const shown = e => {
            const box = e.getBoundingClientRect(), style = getComputedStyle(e);
            return box.width > 0 && box.height > 0 && style.visibility !== 'hidden' && style.pointerEvents !== 'none';
          };
          const what = 'button, a[href], .mud-tab, .mud-menu-item, .mud-list-item, .mud-switch input, .mud-checkbox input, .mud-expand-panel-header, .mud-select .mud-input-slot, .mud-timeline-item';
          const layers = [...document.querySelectorAll('.mud-dialog-container, .mud-popover-open:not(.mud-tooltip)')].filter(shown);
          document.querySelectorAll('[data-crawl]').forEach(e => e.removeAttribute('data-crawl'));
          return [...(layers.at(-1) ?? document).querySelectorAll(what)].filter(shown).filter(e => !e.disabled && !e.closest('.mud-disabled, #blazor-error-ui')).map((e, i) => {
            e.setAttribute('data-crawl', i);
            const text = (e.getAttribute('aria-label') || e.textContent || '').trim().replace(/\s+/g, ' ').slice(0, 30);
            const icon = [...e.querySelectorAll('path')].map(p => p.getAttribute('d')).join('').slice(0, 60);
            // What is drawn once for each of many things (an entry, a version, a chip) is pressed at the first of them.
            const row = e.closest('tr, .mud-chip, .mud-timeline-item');
            const label = e.closest('.mud-input-control')?.querySelector('label')?.textContent.trim() ?? '';
            return { id: String(i), name: [row ? row.className : text || icon, row ? icon : label, e.tagName, layers.length].join(' | '), depth: layers.length };
          });
        }
        """;

    private readonly HashSet<string> pressed = [];

    /// <summary>What has been pressed so far.</summary>
    public IReadOnlyCollection<string> Pressed => pressed;

    private IFrame Frame => visit.Page.Frames.FirstOrDefault(f => f.Url.Contains("/studio/", StringComparison.Ordinal)) ?? throw new PlaywrightException("The designer's frame is detached.");

    /// <param name="where">What is shown: the same button is pressed anew in another place.</param>
    /// <param name="arrive">Brings the page there, from wherever it is.</param>
    /// <param name="within">Only what this selects, and the menus and dialogs that it opens.</param>
    public async Task PressAllAsync(string where, Func<Task> arrive, string within = "body")
    {
        // A tab hides what is on the others: from the start again, until there is nothing new.
        for (var before = -1; before < pressed.Count;)
        {
            before = pressed.Count;
            await arrive();
            var address = visit.Page.Url;
            while (await StepAsync(where, arrive, within))
                if (visit.Page.Url != address) await ArriveAsync(arrive);
        }
    }

    // False: there is nothing new.
    private async Task<bool> StepAsync(string where, Func<Task> arrive, string within)
    {
        try
        {
            if (await NextAsync(where, arrive, within) is not { } next) return false;
            pressed.Add(next.Name);
            await PressAsync(next.Id);
            await CheckAsync(next.Name);
        }
        catch (PlaywrightException gone) when (gone.Message.Contains("detached", StringComparison.Ordinal) || gone.Message.Contains("context was destroyed", StringComparison.Ordinal))
        {
            // What was pressed leads to another page.
            await ArriveAsync(arrive);
        }

        return true;
    }

    private async Task<(string Id, string Name)?> NextAsync(string where, Func<Task> arrive, string within)
    {
        for (var tries = 0; tries < 6; tries++)
        {
            var found = (await Frame.EvaluateAsync<JsonElement>(Look)).EnumerateArray().Select(e => (Id: e.GetProperty("id").GetString()!, Name: $"{where}: {e.GetProperty("name").GetString()}", Depth: e.GetProperty("depth").GetInt32())).ToList();
            var depth = found.Count == 0 ? 0 : found[0].Depth;
            foreach (var (id, name, _) in found.Where(f => !pressed.Contains(f.Name)))
                if (depth > 0 || await Frame.Locator($"{within} [data-crawl='{id}']").CountAsync() > 0)
                    return (id, name);
            if (depth == 0 && found.Count > 0) return null;
            await visit.Page.Keyboard.PressAsync("Escape");
            if (tries > 1) await Frame.EvaluateAsync("() => [...document.querySelectorAll('.mud-overlay')].at(-1)?.click()");
            if (tries == 4) await arrive();
        }

        throw new InvalidOperationException($"Expected what lies over '{where}' to close.");
    }

    private async Task ArriveAsync(Func<Task> arrive)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await visit.Page.WaitForLoadStateAsync();
                await arrive();
                return;
            }
            catch (PlaywrightException busy) when (tries < 4 && busy.Message.Contains("interrupted by another navigation", StringComparison.Ordinal))
            {
                // It was still on its way to the other page.
            }
        }
    }

    private async Task PressAsync(string id)
    {
        var target = Frame.Locator($"[data-crawl='{id}']");
        try
        {
            await target.ClickAsync(new() { Timeout = 1_500 });
        }
        catch (TimeoutException)
        {
            // Something lies over it, as a hand would find too; it must do no harm all the same.
            if (await target.CountAsync() == 1) await target.DispatchEventAsync("click");
        }
    }

    private async Task CheckAsync(string name)
    {
        // Two frames: what was pressed has been drawn, or has failed.
        await Frame.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 150))))");
        if (await Frame.Locator("#blazor-error-ui").IsVisibleAsync()) throw new ShouldAssertException($"The designer failed after '{name}'.\n{string.Join('\n', visit.Complaints)}");
        // A refusal (400) is an answer that the designer shows.
        visit.Complaints.Where(c => !c.Contains("status of 400", StringComparison.Ordinal)).ShouldBeEmpty(name);
    }
}
