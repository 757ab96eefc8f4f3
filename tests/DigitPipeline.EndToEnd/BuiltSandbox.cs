namespace DigitPipeline.EndToEnd;

/// <summary>A sandbox in which the whole pipeline ran once; tests work on copies.</summary>
public sealed class BuiltSandbox : IAsyncLifetime
{
    internal Sandbox Sandbox { get; } = Sandbox.Create();

    internal Finished FirstRun { get; private set; } = null!;

    public async ValueTask InitializeAsync() => FirstRun = (await Sandbox.Build()).Expect(0);

    public ValueTask DisposeAsync()
    {
        Sandbox.Dispose();
        return ValueTask.CompletedTask;
    }
}
