namespace OrderFlow.Definitions.Pages;

/// <summary>A file that its viewer wants to import, and what has become of it.</summary>
public sealed class ImportFile(string name, byte[] text, ImportPreview preview)
{
    public string Name { get; } = name;
    public byte[] Text { get; } = text;
    public ImportPreview Preview { get; } = preview;

    /// <summary>A workflow of its own, although one with its id is there.</summary>
    public bool AsCopy { get; set; }

    /// <summary>Null: it is not kept yet.</summary>
    public DefinitionVersion? Done { get; set; }

    /// <summary>Null: it was not refused.</summary>
    public string? Refusal { get; set; }

    /// <summary>It can be kept.</summary>
    public bool IsOpen => Preview.Name is not null && Done is null && Refusal is null;
}
