using System.Numerics;
using DigitPipeline.Datasets.Randomness;

namespace DigitPipeline.Datasets.Synthesis.Layout;

/// <summary>Chooses how the numbers stand: grids and rows of digits for the most part, lines of print, scattered ones, single numbers.</summary>
internal static class LayoutChooser
{
    /// <summary>A layout.</summary>
    public static SceneLayout Choose(CounterRandom random, SceneOptions options) => random.NextDouble() switch
    {
        < .58 => Grid(random, options, Numbers(random, options), Widest(random)),
        < .72 => Lines(random, options),
        < .87 => Scatter(random, options),
        _ => Single(random, options),
    };

    private static float Widest(CounterRandom random) => (float)random.Uniform(.56, .74);

    private static List<string> Numbers(CounterRandom random, SceneOptions options)
    {
        var signs = random.Chance(.14 * options.ClutterShare / .42) ? .15 : 0;
        List<string> numbers = random.NextDouble() switch
        {
            < .4 => [.. Enumerable.Range(random.Next(2), random.Chance(.7) ? 10 : random.Next(3, 11)).Select(i => Text(i % 10))],
            < .5 => [.. Enumerable.Range(1, random.Next(10, 19)).Select(Text)],
            _ => [.. Enumerable.Range(0, random.Next(2, 19)).Select(_ => Number(random, random.Chance(.78) ? 1 : random.Next(2, 4)))],
        };
        for (var i = 0; i < numbers.Count; i++)
        {
            numbers[i] = random.Chance(signs) ? new string(DigitRun.Sign, 1) : numbers[i];
        }

        var total = 0;
        var fitting = numbers.TakeWhile(number => (total += number.Length) <= options.MaxDigits).ToList();
        return fitting.Count > 0 ? fitting : [numbers[0][..1]];
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Number(CounterRandom random, int length) => string.Create(length, random, static (text, source) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = (char)('0' + source.Next(10));
        }
    });

    private static SceneLayout Grid(CounterRandom random, SceneOptions options, List<string> numbers, float widest)
    {
        var count = numbers.Count;
        var rows = count <= 3 ? random.Next(1, count + 1) : random.NextDouble() switch { < .28 => 1, < .7 => 2, < .88 => 3, _ => 4 };
        var longest = numbers.Max(number => number.Length);
        rows = Math.Max(rows, (count * longest + 15) / 16);
        var columns = (count + rows - 1) / rows;
        var cell = new Vector2(longest * widest + Log(random, .04, .9), 1 + Log(random, .04, .9));
        rows = (count + columns - 1) / columns;
        var margin = new Vector2(Log(random, .03, .8), Log(random, .03, .8));
        var size = Fit(random, options, new Vector2(columns * cell.X, rows * cell.Y) + 2 * margin);
        var origin = (size - new Vector2(columns * cell.X, rows * cell.Y)) * (random.Chance(.6) ? new Vector2(.5f) : new((float)random.NextDouble(), (float)random.NextDouble()));
        var jitter = random.Chance(.35) ? .07f : .008f;
        var centred = random.Chance(.5);
        var runs = new List<DigitRun>();
        for (var i = 0; i < count; i++)
        {
            var (row, column) = (i / columns, i % columns);
            var indent = row == rows - 1 && centred ? (rows * columns - count) * cell.X / 2 : 0;
            var centre = origin + new Vector2((column + .5f) * cell.X + indent, (row + .5f) * cell.Y) + cell * jitter * new Vector2((float)random.Normal(), (float)random.Normal());
            var height = jitter > .05f ? (float)Math.Exp(random.Normal() * .1) : 1;
            runs.Add(new(numbers[i], centre / size.Y, height / size.Y, cell.X * .97f / size.Y, row));
        }

        return new(size.X / size.Y, runs, cell / size.Y, true);
    }

    private static SceneLayout Lines(CounterRandom random, SceneOptions options)
    {
        var rows = random.NextDouble() switch { < .4 => 1, < .7 => 2, < .85 => 3, _ => random.Next(4, 8) };
        rows = Math.Clamp(options.MaxDigits / 2, 1, rows);
        var longest = Math.Min(12, options.MaxDigits / rows);
        var length = random.Next(Math.Min(2, longest), longest + 1);
        var ordered = random.Chance(.5);
        var first = random.Next(2);
        var cell = new Vector2(length * (float)random.Uniform(.55, .95), 1 + Log(random, .05, .8));
        var size = Fit(random, options, new Vector2(cell.X + Log(random, .06, 1), rows * cell.Y + Log(random, .06, 1)));
        var origin = (size - new Vector2(cell.X, rows * cell.Y)) / 2;
        var runs = new List<DigitRun>();
        for (var row = 0; row < rows; row++)
        {
            var text = ordered ? string.Concat(Enumerable.Range(first, length).Select(i => Text(i % 10))) : Number(random, length);
            runs.Add(new(text, (origin + new Vector2(cell.X / 2, (row + .5f) * cell.Y)) / size.Y, 1 / size.Y, cell.X / size.Y, row));
        }

        return new(size.X / size.Y, runs, cell / size.Y, false);
    }

    private static SceneLayout Scatter(CounterRandom random, SceneOptions options)
    {
        var aspect = (float)Math.Clamp(Math.Exp(random.Normal() * .35 + .25), options.MinAspect, options.MaxAspect);
        var wanted = random.Next(2, 15);
        var most = Math.Min(options.MaxDigitHeight, 1.5 / Math.Sqrt(wanted));
        var runs = new List<DigitRun>();
        for (var trial = 0; trial < 4 * wanted && runs.Count < wanted; trial++)
        {
            var height = (float)(Math.Max(options.MinDigitHeight * 1.3, .1) * Math.Pow(most / .1, random.NextDouble()));
            var text = Number(random, random.Chance(.85) ? 1 : 2);
            var half = new Vector2(text.Length * .36f * height, height * .54f);
            if (2 * half.X > aspect)
            {
                continue;
            }

            var centre = new Vector2((float)random.Uniform(half.X, aspect - half.X), (float)random.Uniform(half.Y, 1 - half.Y));
            var free = runs.All(other => Math.Abs(other.Centre.X - centre.X) > half.X + other.Room / 2 || Math.Abs(other.Centre.Y - centre.Y) > half.Y + other.Height * .54f);
            if (free)
            {
                runs.Add(new(text, centre, height, 2 * half.X, runs.Count));
            }
        }

        return new(aspect, runs, new(.4f), false);
    }

    private static SceneLayout Single(CounterRandom random, SceneOptions options)
    {
        var text = Number(random, random.Next(1, 5));
        var height = (float)random.Uniform(Math.Min(.22, options.MaxDigitHeight), options.MaxDigitHeight);
        var width = text.Length * .68f * height;
        var aspect = (float)Math.Clamp(width * Math.Exp(random.Uniform(.05, 1)), options.MinAspect, Math.Min(3, options.MaxAspect));
        var room = new Vector2(Math.Max(0, aspect - width), 1 - height);
        var centre = new Vector2(aspect / 2, .5f) + room * .45f * new Vector2((float)random.Uniform(-1, 1), (float)random.Uniform(-1, 1));
        return new(aspect, [new(text, centre, height, Math.Min(width * 1.25f, aspect * .98f), 0)], new(width * 1.1f, height * 1.1f), false);
    }

    // Empty borders where the numbers alone would make too long or too tall a picture.
    private static Vector2 Fit(CounterRandom random, SceneOptions options, Vector2 size)
    {
        if (random.Chance(.3))
        {
            size *= random.Chance(.5) ? new Vector2(1, (float)random.Uniform(1, 2)) : new Vector2((float)random.Uniform(1, 1.6), 1);
        }

        size.Y = Math.Max(size.Y, size.X / (float)options.MaxAspect);
        size.X = Math.Max(size.X, size.Y * (float)options.MinAspect);
        return size;
    }

    private static float Log(CounterRandom random, double low, double high) => (float)(low * Math.Pow(high / low, random.NextDouble()));
}
