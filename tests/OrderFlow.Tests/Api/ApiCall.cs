namespace OrderFlow.Tests.Api;

/// <summary>A call that succeeds for whoever may make it.</summary>
/// <param name="Pattern">As it is mapped.</param>
/// <param name="Body">JSON; "@name" stands for an id of <see cref="ApiScene"/>. Null: none.</param>
/// <param name="Anonymous">Status for nobody; the others for a user without roles, the assignee of the task, an admin.</param>
internal sealed record ApiCall(string Method, string Pattern, string? Body, int Anonymous, int Ordinary, int Assignee, int Admin, string? Query = null)
{
    private const string Definition =
        """{"definitionId":"@draft","name":"Draft","root":{"id":"s","type":"Elsa.Sequence","activities":[{"id":"e","type":"Elsa.Event","eventName":{"typeName":"String","expression":{"type":"Literal","value":"go"}}}]}}""";

    /// <summary>Everything below /api.</summary>
    public static readonly IReadOnlyList<ApiCall> All =
    [
        new("POST", "/api/session", """{"name":"@user","password":"correct horse"}""", 200, 200, 200, 200),
        new("DELETE", "/api/session", null, 204, 204, 204, 204),
        new("GET", "/api/me", null, 401, 200, 200, 200),
        new("GET", "/api/keys", null, 401, 200, 200, 200),
        new("POST", "/api/keys", """{"label":"CI","expiresAt":"2027-01-01T00:00:00Z"}""", 401, 201, 201, 201),
        new("DELETE", "/api/keys/{id:guid}", null, 401, 404, 404, 204),

        new("GET", "/api/definitions", null, 401, 200, 200, 200, "?versions=AllVersions"),
        new("GET", "/api/definitions/{definitionId}", null, 401, 200, 200, 200, "?version=Published"),
        new("GET", "/api/definitions/{definitionId}/versions", null, 401, 200, 200, 200),
        new("GET", "/api/definitions/{definitionId}/diff", null, 401, 200, 200, 200, "?from=1&to=1"),
        new("GET", "/api/definitions/{definitionId}/export", null, 401, 200, 200, 200, "?version=1"),
        new("POST", "/api/definitions/validate", Definition, 401, 403, 403, 200),
        new("PUT", "/api/definitions/{definitionId}", Definition, 401, 403, 403, 200, "?publish=true&note=why&revision=9"),
        new("GET", "/api/definitions/{definitionId}/requests", null, 401, 200, 200, 200),
        new("POST", "/api/definitions/{definitionId}/publish", """{"note":"why"}""", 401, 403, 403, 202),
        new("POST", "/api/definitions/{definitionId}/confirm", """{"requestId":"@request"}""", 401, 403, 403, 200),
        new("POST", "/api/definitions/{definitionId}/refuse", """{"requestId":"@request","reason":"why not"}""", 401, 403, 403, 200),
        new("PUT", "/api/definitions/{definitionId}/note", """{"note":"why"}""", 401, 403, 403, 200),
        new("POST", "/api/definitions/{definitionId}/retract", null, 401, 403, 403, 200),
        new("POST", "/api/definitions/{definitionId}/revert", """{"version":1}""", 401, 403, 403, 200),
        new("POST", "/api/definitions/{definitionId}/try", """{"from":"2026-05-04T12:00:00Z","steps":[{"action":"Start","input":{"a":1}},{"action":"Publish","name":"never","payload":{"b":2}}]}""", 401, 403, 403, 200),
        new("DELETE", "/api/definitions/{definitionId}", null, 401, 403, 403, 204),

        new("POST", "/api/instances", """{"definitionId":"scene","input":{"a":1},"variables":{"Vote":"yes"},"correlationId":"C-9","name":"mine","operationId":"@new"}""", 401, 201, 201, 201),
        new("GET", "/api/instances", null, 401, 200, 200, 200, "?status=Running&subStatus=Suspended&definitionId=scene&correlationId=C-1&hasIncidents=false&limit=5&after=@new"),
        new("GET", "/api/instances/{id:guid}", null, 401, 200, 200, 200),
        new("GET", "/api/instances/{id:guid}/journal", null, 401, 200, 200, 200, "?after=0&limit=5"),
        new("POST", "/api/instances/{id:guid}/cancel", """{"reason":"no need","operationId":"@new","revision":1}""", 401, 403, 403, 200),
        new("POST", "/api/instances/{id:guid}/suspend", """{"reason":"wait","operationId":"@new","revision":1}""", 401, 403, 403, 200),
        new("POST", "/api/instances/{id:guid}/resume", """{"operationId":"@new"}""", 401, 403, 403, 409),
        new("POST", "/api/instances/{id:guid}/retry", """{"incidentId":null,"operationId":"@new"}""", 401, 403, 403, 409),
        new("DELETE", "/api/instances/{id:guid}", null, 401, 403, 403, 204, "?operationId=@new&revision=1"),
        new("POST", "/api/instances/bulk", """{"command":"Suspend","ids":["@instance","@new"],"reason":"wait","operationId":"@new","revisions":[1,1]}""", 401, 403, 403, 200),
        new("POST", "/api/instances/bulk-start", """{"starts":[{"definitionId":"scene","correlationId":"C-8","operationId":"@new"},{"definitionId":"nothing"}]}""", 401, 200, 200, 200),
        new("GET", "/api/messages", null, 401, 403, 403, 200, "?dead=false&limit=5"),
        new("POST", "/api/messages/{id:long}/retry", null, 401, 403, 403, 404),

        new("GET", "/api/tasks", null, 401, 200, 200, 200, "?limit=5&after=@task"),
        new("GET", "/api/tasks/{id:guid}", null, 401, 200, 200, 200),
        new("POST", "/api/tasks/{id:guid}/complete", """{"outcome":"Approve","comment":"fine","formData":{"a":[1,2]},"operationId":"@new","revision":1}""", 401, 403, 200, 403),

        new("POST", "/api/events", """{"name":"go","correlationId":"C-1","payload":{"a":1},"operationId":"@new"}""", 401, 403, 403, 202),
        new("POST", "/api/run-tasks/{reference:guid}/complete", """{"result":{"a":1},"operationId":"@new"}""", 401, 403, 403, 200),
        new("POST", "/api/instances/{id:guid}/bookmarks/{bookmarkId:int}/resume", """{"input":{"a":1},"operationId":"@new","revision":1}""", 401, 403, 403, 200),
        new("POST", "/api/bookmarks/resume", """{"kind":"RunTask","key":"score","correlationId":"C-1","instanceId":"@instance","input":1,"operationId":"@new"}""", 401, 403, 403, 200),
        new("POST", "/api/bookmarks/bulk-resume", """{"stimuli":[{"kind":"RunTask","key":"score","correlationId":"C-1","instanceId":"@instance","input":1,"operationId":"@new"},{"kind":"Event","key":"nobody"}]}""", 401, 403, 403, 200),

        new("GET", "/api/deadlines", null, 401, 200, 200, 200, "?before=2027-01-01T00:00:00Z&limit=5"),
        new("GET", "/api/outbox", null, 401, 403, 403, 200, "?state=Dead&limit=5"),
        new("POST", "/api/outbox/{id:guid}/retry", null, 401, 403, 403, 200),
    ];

    /// <summary>Paths that the scene's workflow opens.</summary>
    public static readonly IReadOnlyList<ApiCall> Hooks =
    [
        new("POST", "/workflows/hook/{id:guid}", """{"a":{"b":[1,"x"]}}""", 202, 202, 202, 202, "?correlationId=C-3&b=c"),
        new("GET", "/workflows/wait", null, 202, 202, 202, 202, "?workflowInstanceId=@instance"),
    ];

    public override string ToString() => $"{Method} {Pattern}";
}
