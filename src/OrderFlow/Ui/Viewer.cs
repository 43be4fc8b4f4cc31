using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using OrderFlow.People;

namespace OrderFlow.Ui;

/// <summary>Who looks at a page. A page stays open for hours: what its reader may do is asked of the database each time.</summary>
internal sealed class Viewer(AuthenticationStateProvider authentication, SignIn signIn, IAuthorizationService authorization, NavigationManager navigation, TimeProvider clock)
{
    /// <summary>By which the person signs in.</summary>
    public string Name { get; private set; } = "";

    public string DisplayName { get; private set; } = "";
    public IReadOnlyList<string> Roles { get; private set; } = [];

    /// <summary>May change workflows, and instances from outside.</summary>
    public bool MayOperate { get; private set; }

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
        MayOperate = (await authorization.AuthorizeAsync(Access.PrincipalOf(user, Authentication.Session), Access.Operate)).Succeeded;
        return true;
    }

    /// <summary>Asked before each command, at that moment.</summary>
    public async Task<bool> MayOperateNowAsync(CancellationToken cancel) => await LookAsync(cancel) && MayOperate;
}
