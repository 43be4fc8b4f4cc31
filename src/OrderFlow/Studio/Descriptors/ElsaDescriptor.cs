namespace OrderFlow.Studio.Descriptors;

/// <summary>An activity type as Studio reads it.</summary>
internal sealed record ElsaDescriptor
{
    public required string TypeName { get; init; }
    public required string Namespace { get; init; }
    public required string Name { get; init; }
    public int Version { get; init; } = 1;
    public required string Category { get; init; }
    public required string DisplayName { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<ElsaInput> Inputs { get; init; } = [];
    public IReadOnlyList<ElsaOutput> Outputs { get; init; } = [];
    public required string Kind { get; init; }
    public bool RunAsynchronously { get; init; }
    public IReadOnlyList<ElsaPort> Ports { get; init; } = [];
    public IReadOnlyDictionary<string, object> CustomProperties { get; init; } = new Dictionary<string, object>();

    /// <summary>What a new activity gets when it is dropped on the canvas, by member.</summary>
    public IReadOnlyDictionary<string, object> ConstructionProperties { get; init; } = new Dictionary<string, object>();

    public bool IsContainer { get; init; }
    public bool IsBrowsable { get; init; }
    public bool IsStart { get; init; }
    public bool IsTerminal { get; init; }
}

internal sealed record ElsaInput
{
    public bool IsWrapped { get; init; }
    public required string UiHint { get; init; }
    public bool IsReadOnly { get; init; }
    public bool IsSensitive { get; init; }
    public bool AutoEvaluate { get; init; }

    /// <summary>Read without names for enumerations: only numbers, text and flags may stand in it.</summary>
    public IReadOnlyDictionary<string, object> UiSpecifications { get; init; } = new Dictionary<string, object>();

    public required string Name { get; init; }
    public required string TypeName { get; init; }
    public required string DisplayName { get; init; }
    public string? Description { get; init; }

    /// <summary>The tab that it is shown on; null: the first.</summary>
    public string? Category { get; init; }

    public object? DefaultValue { get; init; }

    /// <summary>Of a code editor: the language chosen first.</summary>
    public string? DefaultSyntax { get; init; }

    public double Order { get; init; }
    public bool IsBrowsable { get; init; } = true;
    public bool IsSerializable { get; init; } = true;
    public bool IsSynthetic { get; init; }
}

internal sealed record ElsaOutput
{
    public required string Name { get; init; }
    public required string TypeName { get; init; }
    public required string DisplayName { get; init; }
    public string? Description { get; init; }
    public double Order { get; init; }
    public bool IsBrowsable { get; init; } = true;
    public bool IsSerializable { get; init; } = true;
    public bool IsSynthetic { get; init; }
}

/// <param name="Type">"Flow": an outcome; "Embedded": a place for a child.</param>
internal sealed record ElsaPort(string Name, string DisplayName, string Type, bool IsBrowsable);
