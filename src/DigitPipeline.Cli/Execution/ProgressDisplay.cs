using System.Globalization;
using Spectre.Console;

namespace DigitPipeline.Cli.Execution;

/// <summary>How far a piece of work is: a bar on a terminal, elsewhere a line per milestone.</summary>
internal static class ProgressDisplay
{
    /// <summary>Does the work; it reports the share that is done, from 0 to 1, and what to say about it.</summary>
    public static T Run<T>(CommandIo io, string title, Func<Action<double, string>, T> work) =>
        io.IsTerminal ? WithBar(io, title, work) : WithLines(io, title, work);

    private static T WithBar<T>(CommandIo io, string title, Func<Action<double, string>, T> work) => io.Status.Progress()
        .AutoClear(false)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
        .Start(context =>
        {
            var task = context.AddTask(Markup.Escape(title), maxValue: 1);
            return work((share, text) =>
            {
                task.Value = share;
                task.Description = Markup.Escape(text.Length == 0 ? title : $"{title} {text}");
            });
        });

    private static T WithLines<T>(CommandIo io, string title, Func<Action<double, string>, T> work)
    {
        const int Milestones = 10;
        var (said, lockObject) = (0, new Lock());
        return work((share, text) =>
        {
            lock (lockObject)
            {
                var reached = (int)Math.Floor((share * Milestones) + 1e-9);
                if (reached > said)
                {
                    said = reached;
                    io.Say(string.Create(CultureInfo.InvariantCulture, $"{title} {share:0%} {text}").TrimEnd());
                }
            }
        });
    }
}
