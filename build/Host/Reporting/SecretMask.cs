using System.Text;
using Nuke.Common.Parameters;

namespace Nuke.Common.Reporting;

/// <summary>
/// Stands before standard output and standard error while a build with secrets runs, so that no way of printing, be it the log, an
/// exception or <see cref="Console"/>, shows their values.
/// </summary>
internal sealed class SecretMask : IDisposable
{
    private const string Hidden = "***";
    private readonly string[] secrets;
    private readonly Action restore = () => { };

    private SecretMask(string[] secrets)
    {
        this.secrets = secrets;
        if (secrets.Length == 0)
            return;
        var (output, error) = (Console.Out, Console.Error);
        restore = () =>
        {
            Console.SetOut(output);
            Console.SetError(error);
        };
        Console.SetOut(new MaskedWriter(this, output));
        Console.SetError(new MaskedWriter(this, error));
    }

    /// <summary>Hides what is given for the secret parameters until disposed of.</summary>
    public static SecretMask Install(IEnumerable<ParameterDefinition> parameters, ParameterSources sources) =>
        new([.. parameters
            .Where(parameter => parameter.Secret)
            .SelectMany(parameter => sources.Find(parameter)?.Words ?? [])
            .Where(word => word.Length > 0)
            // The longest first, since one secret may be part of another.
            .OrderByDescending(word => word.Length)]);

    public void Dispose() => restore();

    private string Mask(string text)
    {
        foreach (var secret in secrets)
            text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        return text;
    }

    private sealed class MaskedWriter(SecretMask mask, TextWriter inner) : TextWriter(inner.FormatProvider)
    {
        public override Encoding Encoding => inner.Encoding;

        public override void Write(char value) => inner.Write(value);

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

        public override void Write(ReadOnlySpan<char> buffer) => Write(new string(buffer));

        public override void Write(string? value) => inner.Write(value is null ? null : mask.Mask(value));

        public override void WriteLine(string? value) => inner.WriteLine(value is null ? null : mask.Mask(value));

        public override void Flush() => inner.Flush();
    }
}
