using DigitPipeline.Incremental.Containers;

namespace DigitPipeline.Incremental.Tests.Containers;

public sealed class ContainerCommandTests
{
    private static readonly ContainerEngine Podman = new(EngineKind.Podman, "/usr/bin/podman");
    private static readonly ContainerEngine Docker = new(EngineKind.Docker, "/usr/bin/docker");

    private static readonly ContainerSpec Spec = new("sha", "digits-1-train")
    {
        User = "1000:1000",
        MemoryMegabytes = 2048,
        SharedMemoryMegabytes = 1024,
        WorkingFolder = "/project/p",
        Mounts = [new ContainerMount("/project/data"), new ContainerMount("/project/out", Writable: true)],
        Variables = new Dictionary<string, string> { ["OMP_NUM_THREADS"] = "2" },
        OpenFiles = 1024,
        Processes = 4096,
    };

    [Fact]
    public void Podman_gets_inputs_read_only_one_writable_folder_no_network_and_the_callers_user() => Assert.Equal(
        "run --rm --interactive --name digits-1-train --pull=never --network=none --read-only --tmpfs /tmp:rw,nosuid,nodev,mode=1777 "
        + "--cap-drop=all --security-opt=no-new-privileges --user 1000:1000 --userns=keep-id --http-proxy=false "
        + "--memory=2048m --shm-size=1024m --ulimit nofile=1024:1024 --ulimit nproc=4096:4096 --mount type=bind,src=/project/data,dst=/project/data,ro "
        + "--mount type=bind,src=/project/out,dst=/project/out "
        + "--env OMP_NUM_THREADS=2 --workdir /project/p sha train --steps 1",
        Line(Podman, Spec));

    [Fact]
    public void Docker_gets_the_same_but_for_what_is_podmans_own() => Assert.Equal(
        Line(Podman, Spec).Replace("--userns=keep-id --http-proxy=false ", "", StringComparison.Ordinal), Line(Docker, Spec));

    [Fact]
    public void Root_needs_no_mapping_of_users() =>
        Assert.DoesNotContain("keep-id", Line(Podman, Spec with { User = "0:0" }), StringComparison.Ordinal);

    [Fact]
    public void A_path_with_a_comma_is_given_in_the_other_form() => Assert.Contains(
        "--volume /data,1:/data,1:ro ", Line(Podman, Spec with { Mounts = [new ContainerMount("/data,1")] }), StringComparison.Ordinal);

    [Fact]
    public void A_path_that_no_form_can_name_is_refused()
    {
        var error = Assert.Throws<StageException>(() => Line(Podman, Spec with { Mounts = [new ContainerMount("/data,1:2")] }));
        Assert.Equal(64, error.ExitCode);
        Assert.Contains("/data,1:2", error.Message);
    }

    [Theory]
    [InlineData(GpuMethod.DeviceInterface, "all", "--device nvidia.com/gpu=all --env OMP_NUM_THREADS=2 --env NVIDIA_VISIBLE_DEVICES=void")]
    [InlineData(GpuMethod.DeviceInterface, "0,1", "--device nvidia.com/gpu=0 --device nvidia.com/gpu=1 --env OMP_NUM_THREADS=2 --env NVIDIA_VISIBLE")]
    [InlineData(GpuMethod.DeviceInterface, "MIG-41b3359c", "--device nvidia.com/gpu=MIG-41b3359c --env")]
    [InlineData(GpuMethod.GpusOption, "all", "--gpus all --env OMP_NUM_THREADS=2 --env NVIDIA_VISIBLE_DEVICES=all")]
    [InlineData(GpuMethod.GpusOption, "0,1", "--gpus \"device=0,1\" --env OMP_NUM_THREADS=2 --env NVIDIA_VISIBLE_DEVICES=0,1")]
    [InlineData(GpuMethod.GpusOption, "MIG-41b3359c", "--gpus \"device=MIG-41b3359c\" --env OMP_NUM_THREADS=2 --env NVIDIA_VISIBLE_DEVICES=MIG-")]
    public void Gpus_are_given_in_the_engines_terms_with_what_makes_them_repeat_themselves(GpuMethod method, string names, string expected)
    {
        foreach (var engine in (ContainerEngine[])[Podman, Docker])
        {
            var line = Line(engine, Spec with { Gpus = new ContainerGpus(method, names.Split(',')) });
            Assert.Contains(expected, line, StringComparison.Ordinal);
            Assert.Contains("--env NVIDIA_DRIVER_CAPABILITIES=compute,utility --env CUBLAS_WORKSPACE_CONFIG=:4096:8", line, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true, "--tty ")]
    [InlineData(false, "")]
    public void A_shell_has_the_same_restrictions_and_a_terminal_where_the_caller_has_one(bool terminal, string option)
    {
        var line = string.Join(' ', ContainerCommand.Shell(Docker, Spec, "/bin/bash", terminal));
        Assert.Equal(Line(Docker, Spec).Replace("--interactive ", "--interactive " + option, StringComparison.Ordinal)
            .Replace("sha train --steps 1", "--entrypoint /bin/bash sha", StringComparison.Ordinal), line);
    }

    private static string Line(ContainerEngine engine, ContainerSpec spec) =>
        string.Join(' ', ContainerCommand.Of(engine, spec, ["train", "--steps", "1"]));
}
