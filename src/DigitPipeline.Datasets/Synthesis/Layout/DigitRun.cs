using System.Numerics;

namespace DigitPipeline.Datasets.Synthesis.Layout;

/// <summary>Digits that stand together as one number, in units of the picture's height.</summary>
/// <param name="Text">Digits, with <see cref="Sign"/> for a letter or sign.</param>
/// <param name="Centre">Middle of the number.</param>
/// <param name="Height">Height of a full-height digit.</param>
/// <param name="Room">Greatest width; a number that is wider is set smaller.</param>
/// <param name="Row">Row it belongs to, for styles that change by row.</param>
internal sealed record DigitRun(string Text, Vector2 Centre, float Height, float Room, int Row)
{
    /// <summary>Stands for any glyph that is no digit.</summary>
    public const char Sign = '#';
}

/// <summary>Where the numbers of a scene stand.</summary>
/// <param name="Aspect">Width by height of the picture.</param>
/// <param name="Runs">The numbers, in reading order.</param>
/// <param name="Cell">Size of the cell that each may fill, for badges and grids; in units of the picture's height.</param>
/// <param name="IsGrid">Whether the cells stand in rows and columns.</param>
internal sealed record SceneLayout(float Aspect, IReadOnlyList<DigitRun> Runs, Vector2 Cell, bool IsGrid);
