namespace OrderFlow.Engine.Definitions.Differences;

/// <summary>What can be said of a workflow or an activity.</summary>
public enum FactKind
{
    /// <summary>The type of an activity.</summary>
    Type,

    /// <summary>The version of that type.</summary>
    TypeVersion,

    /// <summary>The name; of an activity the one for scripts.</summary>
    Name,

    /// <summary>What stands on the canvas.</summary>
    DisplayName,
    Description,

    /// <summary>An input: of an activity its expression, of a workflow a declared one.</summary>
    Input,

    /// <summary>An output: of an activity what it is bound to, of a workflow a declared one.</summary>
    Output,

    /// <summary>The condition of a case.</summary>
    Case,

    /// <summary>The order of cases, or of the steps of a sequence.</summary>
    Order,

    /// <summary>Where a flowchart starts.</summary>
    Start,

    /// <summary>A declared variable.</summary>
    Variable,

    /// <summary>A declared outcome.</summary>
    Outcome,

    /// <summary>An option of a workflow, or a setting of an activity.</summary>
    Option,

    /// <summary>A member that we do not know.</summary>
    Other,
}

/// <summary>Names one thing that is said; what two versions say under the same key is compared.</summary>
/// <param name="Name">Of the input, the option …; id of a variable; "" where the kind says it all.</param>
/// <param name="Member">Of a declaration: which part of it; "": that it is there, and its name.</param>
public sealed record FactKey(FactKind Kind, string Name = "", string Member = "");
