using System.Globalization;
using System.Resources;
using System.Runtime.CompilerServices;

namespace OrderFlow.Hosting.Api;

/// <summary>The sentences of the API layer, in the language of the request.</summary>
internal static class ApiText
{
    private static readonly ResourceManager Resources = new("OrderFlow.Ui.Resources.ApiTexts", typeof(ApiText).Assembly);

    public static string BadRequest => Get();
    public static string SignInFirst => Get();
    public static string NotAllowed => Get();
    public static string NoSuchAddress => Get();
    public static string NoSuchMethod => Get();
    public static string TooLarge => Get();
    public static string JsonOnly => Get();
    public static string OurFault => Get();
    public static string NotUtf8 => Get();
    public static string Uuid => Get();
    public static string WholeNumber => Get();
    public static string TrueOrFalse => Get();
    public static string Text => Get();
    public static string Moment => Get();
    public static string AnyJson => Get();
    public static string JsonObject => Get();
    public static string WrongPassword => Get();
    public static string OtherSite => Get();
    public static string DefinitionHasErrors => Get();
    public static string NoBody => Get();
    public static string BadKey => Get();

    public static string BodyTooLarge(int bytes) => Get([bytes]);
    public static string BadForm(string reason) => Get([reason]);
    public static string FileTooLarge(string name, long bytes) => Get([name, bytes]);
    public static string FileNotTaken(string name, string kind) => Get([name, kind]);
    public static string NotJson(long line, long column, string reason) => Get([line, column, reason]);
    public static string TooDeep(int levels) => Get([levels]);
    public static string Twice(string path) => Get([path]);
    public static string NumberFrom(int least) => Get([least]);
    public static string KeyExpired(DateTimeOffset at) => Get([$"{at:u}"]);
    public static string WrongType(string path, string expected) => Get([path, expected]);
    public static string UnknownMember(string name) => Get([name]);
    public static string KnownMembers(string names) => Get([names]);
    public static string MissingMember(string name) => Get([name]);
    public static string Expected(string what) => Get([what]);
    public static string BadValue(string path) => Get([path]);
    public static string HugeNumber(string path) => Get([path]);
    public static string BadText(string path) => Get([path]);
    public static string OneOf(string names) => Get([names]);
    public static string ListOf(string what) => Get([what]);
    public static string TooLong(string path, int found, int most) => Get([path, found, most]);
    public static string Empty(string path) => Get([path]);
    public static string BadParameter(string name, string value, string expected) => Get([name, value, expected]);
    public static string TooManyFailures(int minutes) => Get([minutes]);
    public static string NoSuchInstance(Guid id) => Get([id]);
    public static string NoSuchInstance(string id) => Get([id]);
    public static string NoSuchRun(string id) => Get([id]);
    public static string NeverRan(string activity) => Get([activity]);
    public static string SendFiles => Get();
    public static string NoInstanceInFile(string file) => Get([file]);
    public static string BadInstanceFile(string file, int megabytes) => Get([file, megabytes]);
    public static string NoSuchTask(Guid id) => Get([id]);
    public static string NoSuchWorkflow(string id) => Get([id]);
    public static string NoSuchVersion(string id, string version) => Get([id, version]);
    public static string NoSuchRequest(Guid request, string workflow) => Get([request, workflow]);
    public static string WaitsForSecond(int version, string by) => Get([version, by]);
    public static string StaleDraft(string? by, DateTimeOffset at) => Get([by ?? "OrderFlow", at]);
    public static string StaleDraftKept(string? by, DateTimeOffset at, string copy) => Get([by ?? "OrderFlow", at, copy]);
    public static string NotAFile(string name) => Get([name]);
    public static string NoFiles => Get();
    public static string ZipTooLarge(string name, int megabytes) => Get([name, megabytes]);
    public static string FileRefused(string name, string why) => Get([name, why]);
    public static string NoSuchActivity(string id) => Get([id]);
    public static string NoSuchKey(Guid id) => Get([id]);
    public static string NoSuchLetter(Guid id) => Get([id]);
    public static string LetterNotDead(Guid id, string state) => Get([id, state]);
    public static string NoSuchMessage(long id) => Get([id]);
    public static string MessageNotDead(long id) => Get([id]);
    public static string RevisionForEach(int ids, int revisions) => Get([ids, revisions]);
    public static string NoSuchHook(string method, string path) => Get([method, path]);
    public static string SeveralHooks(string method, string path) => Get([method, path]);

    private static string Get(object[]? arguments = null, [CallerMemberName] string key = "")
    {
        var text = Resources.GetString(key, CultureInfo.CurrentUICulture) ?? throw new MissingManifestResourceException($"Expected a text '{key}' in ApiTexts.");
        return arguments is null ? text : string.Format(CultureInfo.InvariantCulture, text, arguments);
    }
}
