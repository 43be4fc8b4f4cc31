using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace OrderFlow.People;

/// <summary>Who may do what, where a role alone decides. Tasks are decided by their assignees, which the door checks on locked data.</summary>
internal static class Access
{
    public const string Admin = "admin";
    public const string ProcessOwner = "process-owner";

    /// <summary>Programs of other systems, which bring events and results.</summary>
    public const string Integration = "integration";

    /// <summary>Looks at workflows and what runs: everybody who is signed in.</summary>
    public const string View = "view";

    /// <summary>Changes drafts of workflows.</summary>
    public const string Edit = "edit";

    /// <summary>Publishes and retracts workflows.</summary>
    public const string Publish = "publish";

    /// <summary>Changes workflows, and instances from outside: admin and process owner.</summary>
    public const string Operate = "operate";

    /// <summary>Brings what instances wait for: those who operate, and programs.</summary>
    public const string Stimulate = "stimulate";

    /// <summary>Claim: a hash of the password's hash. Another password ends the sessions of the one before.</summary>
    public const string Stamp = "stamp";

    /// <summary>Claim: "zh-CN" or "en".</summary>
    public const string Language = "language";

    /// <summary>What <see cref="User.Language"/> may be; the first one is for who has not chosen.</summary>
    public static readonly string[] Languages = ["zh-CN", "en"];

    /// <summary>Which roles bring which permission; <see cref="View"/> needs none. One table for policies and for what the designer offers.</summary>
    private static readonly Dictionary<string, string[]> Granted = new(StringComparer.Ordinal)
    {
        [Edit] = [Admin, ProcessOwner],
        [Publish] = [Admin, ProcessOwner],
        [Operate] = [Admin, ProcessOwner],
    };

    public static void Configure(AuthorizationOptions options)
    {
        options.FallbackPolicy = options.DefaultPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        options.AddPolicy(View, policy => policy.RequireAuthenticatedUser());
        foreach (var (permission, roles) in Granted) options.AddPolicy(permission, policy => policy.RequireRole(roles));
        options.AddPolicy(Stimulate, policy => policy.RequireRole(Admin, ProcessOwner, Integration));
    }

    /// <summary>The user as the request sees them.</summary>
    public static ClaimsPrincipal PrincipalOf(User user, string scheme) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.Name, user.Name),
            new Claim(Language, user.Language),
            new Claim(Stamp, StampOf(user)),
            .. user.Roles.Select(r => new Claim(ClaimTypes.Role, r)),
        ],
        scheme));

    public static string StampOf(User user) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(user.PasswordHash ?? "")).AsSpan(0, 8));

    /// <param name="principal">Who is signed in.</param>
    /// <param name="permission"><see cref="Edit"/>, <see cref="Publish"/> or <see cref="Operate"/>.</param>
    public static bool May(this ClaimsPrincipal principal, string permission) => Granted[permission].Any(principal.IsInRole);

    /// <summary>Whether one of the roles brings the permission.</summary>
    public static bool Grants(string permission, IEnumerable<string> roles) => roles.Any(Granted[permission].Contains);

    /// <summary>The roles that bring it.</summary>
    public static IReadOnlyList<string> Granting(string permission) => Granted[permission];

    /// <summary>Name of the user who is signed in.</summary>
    public static string NameOf(this ClaimsPrincipal principal) =>
        principal.Identity?.Name ?? throw new InvalidOperationException("Expected somebody to be signed in at an endpoint that demands it.");

    public static HashSet<string> RolesOf(this ClaimsPrincipal principal) => [.. principal.FindAll(ClaimTypes.Role).Select(c => c.Value)];
}
