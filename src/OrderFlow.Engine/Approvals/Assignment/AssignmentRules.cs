namespace OrderFlow.Engine.Approvals;

/// <summary>How the assignees of a task are found, apart from the assignees themselves.</summary>
public sealed record AssignmentRules
{
    public EmptyRule WhenEmpty { get; init; }

    /// <summary>Of <see cref="EmptyRule.Assign"/>: an entry.</summary>
    public string? WhenEmptyTo { get; init; }

    public InitiatorRule WhenInitiator { get; init; }
    public SameApproverRule SameApprover { get; init; }

    /// <summary>Draws one of those found.</summary>
    public bool DrawsOne { get; init; }
}

/// <summary>What happens when nobody is found who could decide.</summary>
public enum EmptyRule
{
    /// <summary>An incident; an administrator sets it right and tries again.</summary>
    Incident,

    /// <summary>A person or role that is named for it.</summary>
    Assign,

    /// <summary>The role "admin".</summary>
    Admin,

    /// <summary>The task ends with its second outcome.</summary>
    Refuse,

    /// <summary>The task ends with its first outcome; a definition must say why that is right.</summary>
    Approve,
}

/// <summary>What happens when whoever started it is to decide it.</summary>
public enum InitiatorRule
{
    Self,

    /// <summary>Passed, as if he had agreed; where others can decide instead, he is left out.</summary>
    Skip,

    /// <summary>His manager decides.</summary>
    Manager,

    /// <summary>The head of his department decides.</summary>
    Head,
}

/// <summary>What happens when somebody is to decide who has agreed to an earlier task.</summary>
public enum SameApproverRule
{
    Ask,

    /// <summary>Passed, unless a protected field has changed since.</summary>
    Skip,

    /// <summary>Passed only where the earlier task was the one before.</summary>
    SkipAdjacent,
}
