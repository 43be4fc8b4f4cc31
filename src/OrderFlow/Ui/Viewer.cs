using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using OrderFlow.People;

namespace OrderFlow.Ui;

/// <summary>Who looks at a page. A page stays open for hours: what its reader may do is asked of the database each time.</summary>
internal sealed class Viewer(AuthenticationStateProvider authentication, SignIn signIn, NavigationManager navigation, TimeProvider clock)
{
    /// <summary>By which the person signs in.</summary>
    public string Name { get; private set; } = "";

    public string DisplayName { get; private set; } = "";
    public IReadOnlyList<string> Roles { get; private set; } = [];

    private ClaimsPrincipal principal = new();

    /// <summary>Changes drafts of workflows.</summary>
    public bool MayEdit => May(Access.Edit);

    /// <summary>Publishes and retracts workflows.</summary>
    public bool MayPublish => May(Access.Publish);

    /// <summary>Changes instances from outside.</summary>
    public bool MayOperate => May(Access.Operate);

    public bool IsAdmin => Roles.Contains(Access.Admin);
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>Now, on the viewer's clock.</summary>
    public DateTimeOffset Now => TimeZoneInfo.ConvertTime(clock.GetUtcNow(), Zone);

    /// <summary>Looks who it is. One who may not be here any more is led to the sign-in.</summary>
    /// <returns>False: nobody; the page has nothing to show.</returns>
    public async Task<bool> LookAsync(CancellationToken cancel)
    {
        var seen = (await authentication.GetAuthenticationStateAsync()).User;
        if (await signIn.FindActiveAsync(seen.Identity?.Name, cancel) is not { } user || seen.FindFirst(Access.Stamp)?.Value != Access.StampOf(user))
        {
            navigation.NavigateTo(Authentication.SignInAddress, forceLoad: true);
            return false;
        }

        (Name, DisplayName, Roles) = (user.Name, user.DisplayName, user.Roles);
        Zone = TimeZoneInfo.TryFindSystemTimeZoneById(user.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
        principal = Access.PrincipalOf(user, Authentication.Session);
        return true;
    }

    /// <summary>Asked before each command, at that moment.</summary>
    /// <param name="permission">Of <see cref="Access"/>.</param>
    public async Task<bool> MayNowAsync(string permission, CancellationToken cancel) => await LookAsync(cancel) && May(permission);

    private bool May(string permission) => principal.Identity?.IsAuthenticated == true && principal.May(permission);
}
