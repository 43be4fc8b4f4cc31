using System.Net;
using System.Text;
using OrderFlow.Hosting.Api;
using OrderFlow.Tests.Support;

namespace OrderFlow.Tests.Api;

public sealed class BadInputTests
{
    private const string Start = "/api/instances";
    private const string Complete = "/api/tasks/@task/complete";

    public static TheoryData<string, string, string, int, string?, string> Cases => new()
    {
        { "no JSON", Start, "{", 400, null, "not valid JSON (line 1" },
        { "empty body", Start, "", 400, null, "The body is empty" },
        { "blank body", Start, " \r\n\t", 400, null, "The body is empty" },
        { "no object", Start, "[1]", 400, "$", "a JSON object" },
        { "null", Start, "null", 400, "$", "a JSON object" },
        { "missing member", Start, "{}", 400, "$.definitionId", "'definitionId' is missing" },
        { "null for a text", Start, """{"definitionId":null}""", 400, "$.definitionId", "must be text" },
        { "number for a text", Start, """{"definitionId":5}""", 400, "$.definitionId", "must be text" },
        { "unknown member", Start, """{"definitionId":"scene","definitonId":"x"}""", 400, "$.definitonId", "not a member" },
        { "member twice", Start, """{"definitionId":"scene","definitionId":"scene"}""", 400, "$.definitionId", "stands twice" },
        { "member twice, deep down", Start, """{"definitionId":"scene","input":{"a":[1,{"b":1,"b":2}]}}""", 400, "$.input.a[1].b", "stands twice" },
        { "broken after a member twice", Start, """{"definitionId":"scene","definitionId":"scene",}""", 400, null, "(line 1, byte" },
        { "no UUID", Start, """{"definitionId":"scene","operationId":"7"}""", 400, "$.operationId", "a UUID" },
        { "list for an object", Start, """{"definitionId":"scene","input":[1]}""", 400, "$.input", "a JSON object" },
        { "huge number in an input", Start, """{"definitionId":"scene","input":{"a":[1,1e999]}}""", 400, "$.input.a[1]", "too large or too long" },
        { "number of a hundred digits", Start, $$$"""{"definitionId":"scene","input":{"a":1{{{new string('0', 100)}}}}}""", 400, "$.input.a", "too large or too long" },
        { "NUL in a text", Start, """{"definitionId":"scene","name":"a\u0000b"}""", 400, "$.name", "NUL" },
        { "half of a character", Start, """{"definitionId":"scene","input":{"a":{"b":"\ud83d"}}}""", 400, "$.input.a.b", "half of a character" },
        { "NUL in a name", Start, """{"definitionId":"scene","input":{"a\u0000":1}}""", 400, "$.input.#0", "NUL" },
        { "a hundred levels", Start, $$$"""{"definitionId":"scene","input":{"a":{{{new string('[', 100)}}}{{{new string(']', 100)}}}}}""", 400, null, "more than 64 levels deep" },
        { "long correlation id", Start, $$"""{"definitionId":"scene","correlationId":"{{new string('c', 301)}}"}""", 422, "$.correlationId", "at most 300" },
        { "blank id", Start, """{"definitionId":"  "}""", 422, "$.definitionId", "must not be empty" },
        { "revision too large", Complete, """{"outcome":"Approve","revision":99999999999}""", 400, "$.revision", "a whole number" },
        { "revision as text", Complete, """{"outcome":"Approve","revision":"1"}""", 400, "$.revision", "a whole number" },
        { "revision with a fraction", Complete, """{"outcome":"Approve","revision":1.5}""", 400, "$.revision", "a whole number" },
        { "unknown outcome", Complete, """{"outcome":"approve"}""", 422, null, "Offered: Approve, Reject" },
        { "unknown task", "/api/tasks/00000000-0000-0000-0000-000000000000/complete", """{"outcome":"Approve"}""", 404, null, "00000000-0000-0000-0000-000000000000" },
        { "no task id", "/api/tasks/7/complete", """{"outcome":"Approve"}""", 404, null, "nothing at this address" },
        { "unknown command", "/api/instances/bulk", """{"command":"Explode","ids":["@instance"]}""", 400, "$.command", "one of Cancel, Suspend" },
        { "command by number", "/api/instances/bulk", """{"command":0,"ids":["@instance"]}""", 400, "$.command", "one of Cancel, Suspend" },
        { "bad id in a list", "/api/instances/bulk", """{"command":"Cancel","ids":["@instance","x"]}""", 400, "$.ids[1]", "each item a UUID" },
        { "empty list", "/api/instances/bulk", """{"command":"Cancel","ids":[]}""", 422, "$.ids", "must not be empty" },
        { "bad moment", "/api/keys", """{"label":"x","expiresAt":"tomorrow"}""", 400, "$.expiresAt", "ISO 8601" },
        { "key that is over", "/api/keys", """{"label":"x","expiresAt":"1999-01-01T00:00:00Z"}""", 422, "$.expiresAt", "expired at 1999-01-01" },
        { "definition that is a list", "/api/definitions/validate", "[]", 400, "$", "a JSON object" },
        { "unknown incident", "/api/instances/@instance/retry", """{"incidentId":9}""", 404, null, "9" },
        { "unknown bookmark", "/api/instances/@instance/bookmarks/99/resume", "{}", 404, null, "99" },
        { "bookmark number beyond range", "/api/instances/@instance/bookmarks/99999999999/resume", "{}", 404, null, "nothing at this address" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task What_does_not_fit_is_refused_with_place_and_reason_and_changes_nothing(string name, string path, string body, int status, string? field, string detail)
    {
        var (host, scene) = await Shared.Value;
        var before = await TableSums.OfAsync(host.Store);

        var answer = await (path == Complete ? scene.Assignee : scene.Admin).SendAsync(HttpMethod.Post, scene.Fill(path), Encoding.UTF8.GetBytes(scene.Fill(body)));

        answer.Expect((HttpStatusCode)status).Detail.ShouldContain(detail, Case.Sensitive, name);
        answer.Body!["field"]?.ToString().ShouldBe(field);
        (await TableSums.OfAsync(host.Store)).ShouldBe(before);
    }

    [Theory]
    [InlineData("/api/instances?limit=many", "limit", "a whole number")]
    [InlineData("/api/instances?limit=99999999999", "limit", "a whole number")]
    [InlineData("/api/instances?limit=0", "limit", "a whole number, 1 or more")]
    [InlineData("/api/tasks?limit=-1", "limit", "a whole number, 1 or more")]
    [InlineData("/api/outbox?limit=-1", "limit", "a whole number, 1 or more")]
    [InlineData("/api/deadlines?limit=-1", "limit", "a whole number, 1 or more")]
    [InlineData("/api/instances/00000000-0000-0000-0000-000000000000/journal?after=-5", "after", "a whole number, 0 or more")]
    [InlineData("/api/instances?after=7", "after", "a UUID")]
    [InlineData("/api/instances?status=Asleep", "status", "one of Running, Finished")]
    [InlineData("/api/instances?hasIncidents=maybe", "hasIncidents", "true or false")]
    [InlineData("/api/outbox?state=Lost", "state", "one of Pending, Sent, Dead")]
    [InlineData("/api/outbox?state=7", "state", "one of Pending, Sent, Dead")]
    public async Task A_parameter_that_does_not_fit_is_named(string path, string field, string expected)
    {
        var (_, scene) = await Shared.Value;

        var answer = await scene.Admin.GetAsync(path);

        answer.Expect(HttpStatusCode.BadRequest).Detail.ShouldContain(expected);
        answer.Text("field").ShouldBe(field);
    }

    [Theory]
    [InlineData("/api/instances?correlationId=%00")]
    [InlineData("/api/definitions?versions=%00")]
    [InlineData("/workflows/x?correlationId=%00")]
    public async Task A_NUL_in_an_address_is_refused(string path)
    {
        var (_, scene) = await Shared.Value;

        (await scene.Admin.GetAsync(path)).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_refused()
    {
        var (_, scene) = await Shared.Value;
        byte[] body = [.. "{\"definitionId\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        (await scene.Admin.SendAsync(HttpMethod.Post, Start, body)).Expect(HttpStatusCode.BadRequest).Text("code").ShouldBe("invalid-utf8");
    }

    [Theory]
    [InlineData("POST", "/api/instances", 1, false)]
    [InlineData("POST", "/api/instances", 1, true)]
    [InlineData("PUT", "/api/definitions/large", 10, false)]
    [InlineData("POST", "/api/definitions/validate", 10, true)]
    public async Task A_body_beyond_the_limit_is_refused_whether_it_says_its_length_or_not(string method, string path, int megabytes, bool isChunked)
    {
        var (host, scene) = await Shared.Value;
        var before = await TableSums.OfAsync(host.Store);
        var body = Encoding.UTF8.GetBytes($$"""{"definitionId":"scene","name":"{{new string('x', megabytes * 1024 * 1024)}}"}""");
        var request = ApiScene.Request(method, path, body);
        request.Headers.TransferEncodingChunked = isChunked;

        var answer = await scene.Admin.SendAsync(request);

        answer.Expect(HttpStatusCode.RequestEntityTooLarge).Text("code").ShouldBe("too-large");
        (await TableSums.OfAsync(host.Store)).ShouldBe(before);
    }

    [Fact]
    public async Task A_definition_of_nearly_ten_megabytes_is_read()
    {
        var (_, scene) = await Shared.Value;
        var body = $$$"""{"definitionId":"large","name":"{{{new string('x', 9 * 1024 * 1024)}}}","root":{"id":"s","type":"Elsa.Sequence","activities":[]}}""";

        (await scene.Admin.SendAsync(HttpMethod.Post, "/api/definitions/validate", body)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public void Every_sentence_is_there_in_both_languages()
    {
        var texts = new System.Resources.ResourceManager("OrderFlow.Ui.Resources.ApiTexts", typeof(ApiText).Assembly);
        var members = typeof(ApiText).GetMembers().Where(m => m.DeclaringType == typeof(ApiText) && !m.Name.StartsWith("get_", StringComparison.Ordinal)).Select(m => m.Name);

        foreach (var name in members)
            texts.GetString(name, new System.Globalization.CultureInfo("zh-CN")).ShouldNotBe(texts.GetString(name, System.Globalization.CultureInfo.InvariantCulture).ShouldNotBeNull(name), name);
    }

    // Nothing that is refused changes anything: one host serves all cases.
    private static readonly Lazy<Task<(ApiHost, ApiScene)>> Shared = new(async () =>
    {
        var host = await ApiHost.StartAsync(isQuiet: true);
        return (host, await ApiScene.SetAsync(host));
    });
}
