using MudBlazor;

namespace OrderFlow.Ui;

/// <summary>Colours and letters; close to the designer's own, so that it feels like one house.</summary>
internal static class Theme
{
    private static readonly string[] Fonts =
        ["system-ui", "-apple-system", "Segoe UI", "Roboto", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "sans-serif"];

    public static MudTheme Make() => new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0369a1",
            Secondary = "#475569",
            Background = "#f8fafc",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#0f172a",
            DrawerBackground = "#ffffff",
            DrawerText = "#1e293b",
            TextPrimary = "#0f172a",
            TextSecondary = "#475569",
            LinesDefault = "#e2e8f0",
            TableLines = "#e2e8f0",
            Divider = "#e2e8f0",
            Error = "#b91c1c",
            Warning = "#b45309",
            Success = "#15803d",
            Info = "#0369a1",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#38bdf8",
            PrimaryContrastText = "#082f49",
            Secondary = "#94a3b8",
            Background = "#0f172a",
            Surface = "#1e293b",
            AppbarBackground = "#111c31",
            AppbarText = "#f1f5f9",
            DrawerBackground = "#111c31",
            DrawerText = "#e2e8f0",
            TextPrimary = "#f1f5f9",
            TextSecondary = "#a8b5c7",
            LinesDefault = "#334155",
            TableLines = "#334155",
            Divider = "#334155",
            Error = "#f87171",
            Warning = "#fbbf24",
            Success = "#4ade80",
            Info = "#38bdf8",
        },
        LayoutProperties = new LayoutProperties { AppbarHeight = "64px", DrawerWidthLeft = "208px", DefaultBorderRadius = "6px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = "0.84375rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Fonts, FontSize = "0.84375rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Fonts, FontSize = "0.8125rem", LineHeight = "1.4", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Fonts, FontSize = "0.8125rem", TextTransform = "none", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = Fonts, FontSize = "1rem", LetterSpacing = "normal" },
            Caption = new CaptionTypography { FontFamily = Fonts, FontSize = "0.75rem", LetterSpacing = "normal" },
        },
    };
}
