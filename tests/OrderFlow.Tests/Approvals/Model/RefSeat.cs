namespace OrderFlow.Tests.Approvals.Model;

/// <summary>A seat of the reference: a plain tree with everything worked out when it is asked for.</summary>
internal sealed class RefSeat
{
    public required int Id { get; init; }
    public required string Entry { get; set; }
    public string? Claim { get; set; }
    public string? Delegate { get; set; }
    public int Weight { get; init; } = 1;
    public bool Veto { get; init; }
    public RefGroup? Group { get; init; }
    public List<RefGroup> Groups { get; } = [];

    /// <summary>1: agreed, -1: refused, 0: open.</summary>
    public int Vote { get; set; }

    public bool IsRemoved { get; set; }

    /// <summary>Whose decision it is, and the how manieth of the task.</summary>
    public string? Decider { get; set; }

    public int Number { get; set; }

    public string Holder => Claim is null ? Entry : "user:" + Claim;
    public int Level => Group is null ? 0 : 1 + Group.Host.Level;
}

/// <summary>Added signers.</summary>
internal sealed class RefGroup
{
    public required RefSeat Host { get; init; }
    public required char Place { get; init; }
    public required char Method { get; init; }
    public required string By { get; init; }
    public List<RefSeat> Members { get; } = [];
}

/// <summary>Somebody who acts, as the reference knows him.</summary>
internal sealed record RefCaller(string Name, string? For, string[] Roles, bool IsAdmin)
{
    public string Person => For ?? Name;

    public bool Is(string entry) => entry.StartsWith("role:", StringComparison.Ordinal) ? For is null && Roles.Contains(entry[5..]) : entry == "user:" + Person;
}
