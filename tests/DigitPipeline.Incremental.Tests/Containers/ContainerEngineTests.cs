using DigitPipeline.Incremental.Containers;

namespace DigitPipeline.Incremental.Tests.Containers;

public sealed class ContainerEngineTests : IDisposable
{
    private readonly TemporaryPipeline _folder = new();

    public ContainerEngineTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "not run: needs programs that are scripts");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_an_engine_the_error_says_how_to_get_one()
    {
        var error = Assert.Throws<StageException>(() => ContainerEngine.Find("auto", _folder.Root));
        Assert.Equal(69, error.ExitCode);
        Assert.Contains("podman is not installed; docker is not installed", error.Message);
        Assert.Contains("sudo apt-get install -y podman", error.Message);
    }

    [Fact]
    public void Auto_takes_docker_where_podman_is_missing()
    {
        Program("docker", "exit 0");
        Assert.Equal(EngineKind.Docker, ContainerEngine.Find("auto", _folder.Root).Kind);
    }

    [Fact]
    public void Dockers_client_without_its_service_is_of_no_use()
    {
        Program("docker", "echo 'Cannot connect to the Docker daemon' >&2; exit 1");
        var error = Assert.Throws<StageException>(() => ContainerEngine.Find("docker", _folder.Root));
        Assert.Contains("docker's service does not answer (Cannot connect to the Docker daemon)", error.Message);
    }

    [Fact]
    public void An_unknown_engine_is_a_fault_of_the_command_line() =>
        Assert.Equal(64, Assert.Throws<StageException>(() => ContainerEngine.Find("rocket", _folder.Root)).ExitCode);

    private void Program(string name, string script)
    {
        var path = _folder.Write(name, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
