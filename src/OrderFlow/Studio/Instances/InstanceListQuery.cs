using System.Text.RegularExpressions;
using Npgsql;
using OrderFlow.Engine.Execution;
using OrderFlow.Hosting.Api;
using static OrderFlow.Persistence.Parameter;

namespace OrderFlow.Studio.Instances;

/// <summary>A request for instances as SQL. What cannot be meant is noted: see <see cref="Faults"/>.</summary>
internal sealed partial class InstanceListQuery
{
    /// <summary>As many as a client may ask for at once.</summary>
    public const int LargestPage = 1000;

    private readonly List<string> conditions = [];

    public InstanceListQuery(InstanceListRequest request)
    {
        if (request.Page < 0) Faults.Add(ApiText.BadParameter("page", $"{request.Page}", ApiText.WholeNumber));
        if (request.PageSize < 1) Faults.Add(ApiText.BadParameter("pageSize", $"{request.PageSize}", ApiText.WholeNumber));
        Limit = Math.Min(request.PageSize ?? (request.Page is null ? LargestPage : 100), LargestPage);
        Offset = Math.Max(request.Page ?? 0, 0) * (long)Limit;

        if (request.IsSystem == true) conditions.Add("false");
        if (request.DefinitionId is { Length: > 0 } definition) Add("definition_id = {0}", Text(definition));
        if (request.DefinitionIds is { Count: > 0 } definitions) Add("definition_id = ANY({0})", Texts(definitions.OfType<string>()));
        if (request.CorrelationId is { Length: > 0 } correlation) Add("correlation_id = {0}", Key(correlation));
        if (request.Version is { } version) Add("version = {0}", Int(version));
        if (request.HasIncidents is { } has) conditions.Add(has ? "incident_count > 0" : "incident_count = 0");
        In<WorkflowStatus>("status", request.Status, request.Statuses);
        In<WorkflowSubStatus>("sub_status", request.SubStatus, request.SubStatuses);
        foreach (var filter in request.TimestampFilters?.OfType<TimestampFilter>() ?? []) Add(filter);
        if (request.SearchTerm?.Trim() is { Length: > 0 } term) Search(term);
        Order = OrderOf(request);
    }

    /// <summary>Empty: the request can be carried out.</summary>
    public List<string> Faults { get; } = [];

    public List<NpgsqlParameter> Parameters { get; } = [];
    public int Limit { get; }
    public long Offset { get; }
    public string Where => conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions);
    public string Order { get; }

    private void Add(string condition, NpgsqlParameter value)
    {
        Parameters.Add(value);
        conditions.Add(condition.Replace("{0}", $"${Parameters.Count}", StringComparison.Ordinal));
    }

    private void Add(TimestampFilter filter)
    {
        var column = filter.Column switch { "CreatedAt" => "created_at", "UpdatedAt" => "updated_at", "FinishedAt" => "finished_at", _ => null };
        if (column is null) Faults.Add(ApiText.BadParameter("timestampFilters.column", filter.Column ?? "", ApiText.OneOf("CreatedAt, UpdatedAt, FinishedAt")));
        else if (Choice<TimestampOperator>("timestampFilters.operator", filter.Operator) is { } compare) Add($"{column} {Sign(compare)} {{0}}", Time(filter.Timestamp));
    }

    private void In<T>(string column, string? one, IReadOnlyList<string>? many) where T : struct, Enum
    {
        var words = (many ?? []).Concat(one is { Length: > 0 } ? [one] : []).ToList();
        var numbers = words.Select(w => Choice<T>(column, w)).OfType<T>().Select(w => Convert.ToInt16(w, null)).Distinct();
        if (words.Count > 0) conditions.Add($"{column} IN ({string.Join(", ", numbers.DefaultIfEmpty((short)-1))})");
    }

    // What people look for is a business number or a name; whole ids are looked up.
    private void Search(string term)
    {
        if (Guid.TryParse(term, out var id)) Add("id = {0}", Uuid(id));
        else Add("(correlation_id ILIKE {0} OR name ILIKE {0} OR definition_id ILIKE {0})", Text($"%{Wildcards().Replace(term, @"\$0")}%"));
    }

    // Ids grow with the time of creation.
    private string OrderOf(InstanceListRequest request)
    {
        var order = Choice<InstanceOrder>("orderBy", request.OrderBy) ?? InstanceOrder.Created;
        var isDown = request.OrderDirection is { Length: > 0 } direction ? Choice<OrderDirection>("orderDirection", direction) == OrderDirection.Descending : order != InstanceOrder.Name;
        var way = isDown ? "DESC" : "ASC";
        return order switch
        {
            InstanceOrder.Created => $"id {way}",
            InstanceOrder.UpdatedAt or InstanceOrder.LastExecuted => $"updated_at {way}, id {way}",
            InstanceOrder.Finished => $"finished_at {way} NULLS LAST, id {way}",
            InstanceOrder.Name => $"name {way} NULLS LAST, id {way}",
        };
    }

    private T? Choice<T>(string name, string? word) where T : struct, Enum
    {
        if (string.IsNullOrEmpty(word)) return null;
        if (Enum.TryParse<T>(word, ignoreCase: true, out var value) && Enum.IsDefined(value)) return value;
        Faults.Add(ApiText.BadParameter(name, word, ApiText.OneOf(string.Join(", ", Enum.GetNames<T>()))));
        return null;
    }

    private static string Sign(TimestampOperator compare) => compare switch
    {
        TimestampOperator.Is => "=",
        TimestampOperator.IsNot => "<>",
        TimestampOperator.GreaterThan => ">",
        TimestampOperator.GreaterThanOrEqual => ">=",
        TimestampOperator.LessThan => "<",
        TimestampOperator.LessThanOrEqual => "<=",
    };

    [GeneratedRegex(@"[\\%_]")]
    private static partial Regex Wildcards();

    private enum OrderDirection
    {
        Ascending,
        Descending,
    }
}
