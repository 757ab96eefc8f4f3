using DigitPipeline.Incremental.Containers;

namespace DigitPipeline.Incremental.Tests.Containers;

public sealed class GpuSearchTests : IDisposable
{
    private const string Driver = "NVRM version: NVIDIA UNIX x86_64 Kernel Module  570.86.15  Fri Jan 17 00:00:00 UTC 2025\n";

    private const string Yaml = """
        cdiVersion: 0.5.0
        kind: nvidia.com/gpu
        devices:
          - name: "0"
            containerEdits:
              deviceNodes:
                - path: /dev/nvidia0
          - containerEdits:
              deviceNodes:
                - path: /dev/nvidia-caps/nvidia-cap12
            name: 1:0
          - name: all
            containerEdits:
              deviceNodes:
                - path: /dev/nvidia0
        containerEdits:
          hooks:
            - hookName: createContainer
              path: /usr/bin/nvidia-cdi-hook

        """;

    private const string Json = """
        {"cdiVersion":"0.5.0","kind":"nvidia.com/gpu",
         "devices":[{"name":"GPU-5c12","containerEdits":{}},{"name":"all","containerEdits":{}}]}
        """;

    private readonly TemporaryPipeline _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("etc/cdi/nvidia.yaml", Yaml, "0")]
    [InlineData("etc/cdi/nvidia.yaml", Yaml, "all")]
    [InlineData("var/run/cdi/nvidia.yml", Yaml, "1:0")]
    [InlineData("etc/cdi/nvidia.json", Json, "GPU-5c12")]
    public void A_CDI_specification_is_found_and_used_by_both_engines(string file, string specification, string wanted)
    {
        _folder.Write("proc/driver/nvidia/version", Driver);
        _folder.Write(file, specification);
        Docker("""["/etc/cdi","/var/run/cdi"]""");
        foreach (var kind in Enum.GetValues<EngineKind>())
        {
            var gpus = Search(kind).Find(wanted);
            Assert.Equal(GpuMethod.DeviceInterface, gpus.Method);
            Assert.Equal([wanted], gpus.Names);
        }
    }

    [Fact]
    public void A_GPU_that_the_specification_does_not_have_is_named_with_those_it_has()
    {
        _folder.Write("proc/driver/nvidia/version", Driver);
        _folder.Write("etc/cdi/nvidia.yaml", Yaml);
        Says(EngineKind.Podman, "0,7", "no GPU 7; it has 0, 1:0, all");
    }

    [Fact]
    public void Specifications_of_other_devices_do_not_count()
    {
        _folder.Write("proc/driver/nvidia/version", Driver);
        _folder.Write("etc/cdi/other.yaml", Yaml.Replace("nvidia.com/gpu", "example.com/net", StringComparison.Ordinal));
        Says(EngineKind.Podman, "all", "container toolkit is not installed");
    }

    [Theory]
    [InlineData("")]
    [InlineData("kind: nvidia.com/gpu\ndevices: 3\n")]
    [InlineData("kind: [nvidia.com/gpu\n")]
    [InlineData("cdiVersion: 0.5.0\n# kind: nvidia.com/gpu\ndevices:\n  - name: all\n")]
    public void A_file_that_is_no_specification_does_not_count(string text)
    {
        _folder.Write("proc/driver/nvidia/version", Driver);
        _folder.Write("etc/cdi/nvidia.yaml", text);
        Says(EngineKind.Podman, "all", "container toolkit is not installed");
    }

    [Fact]
    public void Docker_with_the_toolkit_needs_no_specification()
    {
        _folder.Write("proc/driver/nvidia/version", Driver);
        _folder.Write("usr/bin/nvidia-ctk", "");
        Assert.Equal(GpuMethod.GpusOption, Search(EngineKind.Docker).Find("0,1").Method);
        Says(EngineKind.Podman, "0,1", "no CDI specification", "/etc/cdi or /var/run/cdi, which podman needs", "sudo nvidia-ctk cdi generate");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    public void A_docker_that_reads_no_specifications_takes_the_gpus_option(string folders)
    {
        _folder.Write("proc/driver/nvidia/version", Driver);
        _folder.Write("etc/cdi/nvidia.yaml", Yaml);
        Docker(folders);
        Says(EngineKind.Docker, "0", "does not read CDI specifications", "/etc/docker/daemon.json");
        _folder.Write("usr/bin/nvidia-ctk", "");
        Assert.Equal(GpuMethod.GpusOption, Search(EngineKind.Docker).Find("0").Method);
    }

    [Fact]
    public void Without_a_driver_the_error_says_so_and_what_to_do() => Says(EngineKind.Podman, "all", "no NVIDIA driver", "--gpus none");

    [Fact]
    public void Without_the_toolkit_the_error_names_its_package()
    {
        _folder.Write("proc/driver/nvidia/version", Driver);
        Says(EngineKind.Docker, "all", "toolkit is not installed", "sudo apt-get install -y nvidia-container-toolkit");
    }

    [Fact]
    public void A_driver_that_is_too_old_for_CUDA_12_is_refused()
    {
        _folder.Write("proc/driver/nvidia/version", Driver.Replace("570.86.15", "470.256.02", StringComparison.Ordinal));
        Says(EngineKind.Docker, "all", "driver is 470.256.2, CUDA 12 needs 525.60.13 or newer");
    }

    private void Says(EngineKind kind, string wanted, params string[] texts)
    {
        var error = Assert.Throws<StageException>(() => Search(kind).Find(wanted));
        Assert.Equal(69, error.ExitCode);
        Assert.All(texts, text => Assert.Contains(text, error.Message, StringComparison.Ordinal));
    }

    private GpuSearch Search(EngineKind kind) => new(_folder.Root, new ContainerEngine(kind, Path.Combine(_folder.Root, "docker")));

    // A docker whose service tells these folders of specifications.
    private void Docker(string folders)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "not run: needs programs that are scripts");
        var path = _folder.Write("docker", $"#!/bin/sh\n[ \"$1 $2 $3\" = 'info --format {{{{json .CDISpecDirs}}}}' ] && echo '{folders}'\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
