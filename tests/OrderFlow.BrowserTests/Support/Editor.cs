using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace OrderFlow.BrowserTests.Support;

/// <summary>The designer's canvas, as a hand with a mouse sees it.</summary>
internal sealed class Editor(Visit visit)
{
    // The first visit loads some thirty megabytes into a browser that shares two cores with everything else.
    private const float Patience = 120_000;

    private IFrameLocator Studio => visit.Studio;

    private IMouse Mouse => visit.Page.Mouse;

    /// <summary>The bar that Studio shows when it has failed.</summary>
    public ILocator Failure => Studio.Locator("#blazor-error-ui");

    public ILocator Connections => Studio.Locator(".x6-edge");

    private ILocator Nodes => Studio.Locator(".x6-node");

    /// <param name="id">Of the activity.</param>
    public ILocator Node(string id) => Studio.Locator($".x6-node[data-cell-id='{id}']");

    /// <param name="definition">By id.</param>
    public static Task<Editor> OpenAsync(Visit visit, string definition) => OpenAtAsync(visit, $"/workflows/{definition}");

    /// <param name="address">Of a page with a canvas in it.</param>
    public static async Task<Editor> OpenAtAsync(Visit visit, string address)
    {
        await visit.Page.GotoAsync(address);
        var editor = new Editor(visit);
        await editor.PaintedAsync();
        return editor;
    }

    /// <summary>Waits until the canvas is drawn.</summary>
    public Task PaintedAsync() => Expect(Studio.Locator("elsa-activity-wrapper .elsa-activity").First).ToBeVisibleAsync(new() { Timeout = Patience });

    /// <summary>Drags an activity from the toolbox onto the canvas, where nothing else is.</summary>
    /// <param name="category">As the toolbox names it.</param>
    /// <param name="activity">As the toolbox names it.</param>
    /// <returns>The id that it got.</returns>
    public async Task<string> DragInAsync(string category, string activity, float x, float y)
    {
        var before = await IdsAsync();
        var panel = Studio.Locator(".mud-expand-panel", new() { Has = visit.Page.Locator($".mud-expand-panel-text:text-is('{category}')") });
        var tile = panel.Locator("[draggable=true]", new() { HasText = activity }).First;
        if (!await tile.IsVisibleAsync()) await panel.Locator(".mud-expand-panel-header").ClickAsync();
        // What is dragged while the panel still opens is dropped beside the canvas.
        await Expect(panel.Locator(".mud-collapse-entered")).ToBeVisibleAsync();
        await tile.DragToAsync(Studio.Locator(".graph-container, .x6-graph").First, new() { TargetPosition = new() { X = x, Y = y } });

        await Expect(Nodes).ToHaveCountAsync(before.Count + 1);
        return (await IdsAsync()).Except(before).Single();
    }

    /// <summary>Draws a connection from an outcome of one activity to another activity.</summary>
    public async Task ConnectAsync(string source, string outcome, string target)
    {
        var count = await Connections.CountAsync();
        var (from, to) = (await CentreAsync(Port(source, outcome)), await CentreAsync(Port(target, "In")));
        await Mouse.MoveAsync(from.X, from.Y);
        await Mouse.DownAsync();
        await Mouse.MoveAsync((from.X + to.X) / 2, (from.Y + to.Y) / 2, new() { Steps = 6 });
        await Mouse.MoveAsync(to.X, to.Y, new() { Steps = 6 });
        await Mouse.UpAsync();
        await Expect(Connections).ToHaveCountAsync(count + 1);
    }

    /// <summary>Chooses the connection between two neighbours in a row, and deletes it.</summary>
    public async Task DisconnectAsync(string source, string outcome, string target)
    {
        var count = await Connections.CountAsync();
        var (from, to) = (await CentreAsync(Port(source, outcome)), await CentreAsync(Port(target, "In")));
        await Mouse.ClickAsync((from.X + to.X) / 2, (from.Y + to.Y) / 2);
        await visit.Page.Keyboard.PressAsync("Delete");
        await Expect(Connections).ToHaveCountAsync(count - 1);
    }

    /// <summary>Chooses an activity, so that its inputs are shown.</summary>
    public async Task SelectAsync(string id) => await Node(id).Locator(".elsa-activity").ClickAsync();

    /// <summary>Writes into a text input of the chosen activity.</summary>
    public async Task WriteAsync(string label, string text)
    {
        var box = Field(label).Locator("input,textarea").First;
        await SavedAfterAsync(async () =>
        {
            await box.FillAsync(text);
            await box.PressAsync("Tab");
        });
    }

    /// <summary>Adds an entry to an input that holds several.</summary>
    public async Task AddAsync(string label, string text)
    {
        var box = Field(label).Locator("input").First;
        await box.ClickAsync();
        await box.PressSequentiallyAsync(text);
        await SavedAfterAsync(() => box.PressAsync("Enter"));
    }

    /// <summary>Chooses from a list.</summary>
    public async Task ChooseAsync(string label, string option)
    {
        await Field(label).ClickAsync();
        await SavedAfterAsync(() => Studio.Locator(".mud-popover-open").GetByText(option, new() { Exact = true }).ClickAsync());
    }

    /// <summary>Presses the button that publishes, and waits for the answer.</summary>
    /// <returns>Status of the answer.</returns>
    public async Task<int> PublishAsync()
    {
        var answer = await SavedAfterAsync(() => Studio.Locator("[role=toolbar] .mud-button-group-root button").First.ClickAsync(), "\"publish\":true");
        return answer.Status;
    }

    private ILocator Port(string activity, string port) => Node(activity).Locator($"[port='{port}'] circle").First;

    // Its labels are not tied to its inputs.
    private ILocator Field(string label) =>
        Studio.Locator($"xpath=//div[contains(concat(' ', @class, ' '), ' mud-input-control ')][.//label[normalize-space()='{label}']]").First;

    private async Task<IReadOnlyList<string>> IdsAsync() => await Nodes.EvaluateAllAsync<string[]>("nodes => nodes.map(n => n.getAttribute('data-cell-id'))");

    private static async Task<(float X, float Y)> CentreAsync(ILocator what)
    {
        var box = await what.BoundingBoxAsync() ?? throw new InvalidOperationException($"Expected {what} to be drawn.");
        return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
    }

    // The next thing done must not stand on a text that is still on its way.
    private async Task<IResponse> SavedAfterAsync(Func<Task> act, string saying = "") =>
        await visit.Page.RunAndWaitForResponseAsync(act, r => r.Request.Method == "POST" && r.Url.EndsWith("/workflow-definitions", StringComparison.Ordinal) && r.Request.PostData?.Contains(saying, StringComparison.Ordinal) == true, new() { Timeout = 30_000 });
}
