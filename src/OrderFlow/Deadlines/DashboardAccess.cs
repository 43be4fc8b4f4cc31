using Hangfire.Dashboard;
using OrderFlow.People;

namespace OrderFlow.Deadlines;

/// <summary>Hangfire's pages are for administrators.</summary>
internal sealed class DashboardAccess : IDashboardAuthorizationFilter
{
    public bool Authorize(DashboardContext context) => context.GetHttpContext().User.IsInRole(Access.Admin);
}
