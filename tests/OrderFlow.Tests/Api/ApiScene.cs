using System.Text;
using System.Text.Json.Nodes;
using OrderFlow.Definitions;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Api;

/// <summary>Something of everything that the API speaks of, so that each call has its object.</summary>
internal sealed class ApiScene
{
    private static readonly string Workflow = Documents.Workflow("scene", Documents.Parallel(
        Documents.Task("check", ("Users", new[] { "assignee" }), ("Due", "1.00:00:00")),
        Documents.Activity("Elsa.RunTask", "score", ("TaskName", "score")),
        Documents.Activity("Elsa.HttpEndpoint", "wait", ("Path", "wait"), ("SupportedMethods", new[] { "GET" })),
        Documents.Event("go")));

    private static readonly string Hook = Documents.Workflow("hook", Documents.Sequence(
        Documents.Trigger(Documents.Activity("Elsa.HttpEndpoint", "hook", ("Path", "hook/{id}"), ("SupportedMethods", new[] { "POST", "PUT" }))), Documents.Event("never")));

    private readonly Dictionary<string, string> ids = [];

    public required ApiClient Anonymous { get; init; }
    public required ApiClient Ordinary { get; init; }
    public required ApiClient Assignee { get; init; }
    public required ApiClient Admin { get; init; }

    public static async Task<ApiScene> SetAsync(ApiHost host)
    {
        await host.Store.PublishAsync(Workflow);
        await host.Store.PublishAsync(Hook);
        await host.AddUserAsync("somebody", "correct horse");
        var scene = new ApiScene
        {
            Anonymous = host.Anonymous,
            Ordinary = await host.AsAsync("ordinary"),
            Assignee = await host.AsAsync("assignee"),
            Admin = await host.AsAsync("admin", "admin"),
        };
        scene.ids["@user"] = "somebody";
        await scene.RefreshAsync(host);
        return scene;
    }

    /// <summary>New objects, on which nobody has acted.</summary>
    public async Task RefreshAsync(ApiHost host)
    {
        var draft = $"draft-{Guid.NewGuid():n}";
        await host.Store.PublishAsync(Documents.Workflow(draft, Documents.Sequence(Documents.Event("never"))));
        var asked = await host.Store.Get<DefinitionStore>().SaveAsync(
            new SaveDefinition { Document = JsonNode.Parse(Documents.ReleasedBy(Documents.Workflow(draft, Documents.Event("never")), SecondPerson.Anybody))!, Publish = true, Actor = "pia" }, CancellationToken.None);
        ids["@request"] = asked.ShouldBeOfType<DefinitionResult.Waiting>().Request.Id.ToString();
        var instance = (await host.Store.StartAsync("scene", new() { CorrelationId = "C-1" })).Id;
        var runTask = (await host.Store.StateAsync(instance)).Bookmarks.Single(b => b.Kind == Engine.Execution.BookmarkKind.RunTask);
        var letter = Guid.NewGuid();
        await host.Store.ExecuteAsync(
            $"INSERT INTO outbox (id, kind, instance_id, payload, attempts, next_try_at, state, last_error, created_at, done_at) VALUES ('{letter}', 0, '{instance}', '\\x7b7d', 9, now(), 2, 'no route', now(), now())");
        ids["@draft"] = draft;
        ids["@instance"] = instance.ToString();
        ids["@task"] = (await host.Store.OpenTasksAsync(instance)).Single().ToString();
        ids["@reference"] = runTask.Reference.ToString()!;
        ids["@bookmark"] = $"{runTask.Id}";
        ids["@letter"] = letter.ToString();
        ids["@key"] = (await Admin.PostAsync("/api/keys", new { label = "to revoke" })).Text("id");
    }

    /// <summary>The address with the objects of this scene in its places.</summary>
    public string PathOf(ApiCall call)
    {
        var id = call.Pattern.Split('/')[2] switch
        {
            "keys" => "@key",
            "tasks" => "@task",
            "outbox" => "@letter",
            _ => "@instance",
        };
        return Fill(call.Pattern.Replace("{id:guid}", id, StringComparison.Ordinal).Replace("{definitionId}", "@draft", StringComparison.Ordinal)
            .Replace("{reference:guid}", "@reference", StringComparison.Ordinal).Replace("{bookmarkId:int}", "@bookmark", StringComparison.Ordinal).Replace("{id:long}", "9", StringComparison.Ordinal) + call.Query);
    }

    public string? BodyOf(ApiCall call) => call.Body is { } body ? Fill(body) : call.Method == "POST" ? "{}" : null;

    public static HttpRequestMessage Request(string method, string path, byte[]? body)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is null) return request;
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new("application/json");
        return request;
    }

    public HttpRequestMessage RequestOf(ApiCall call) => Request(call.Method, PathOf(call), BodyOf(call) is { } body ? Encoding.UTF8.GetBytes(body) : null);

    /// <summary>Ids in the places of their names.</summary>
    public string Fill(string text)
    {
        foreach (var (name, id) in ids) text = text.Replace(name, id, StringComparison.Ordinal);
        return text.Replace("@new", Guid.NewGuid().ToString(), StringComparison.Ordinal);
    }
}
