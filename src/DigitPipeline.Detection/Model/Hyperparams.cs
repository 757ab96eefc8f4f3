namespace DigitPipeline.Detection.Model;

/// <summary>What a group of layers has in common: the <c>conv_hyperparams</c> of a pipeline.config, translated.</summary>
/// <param name="KernelInitializer">Initial values of a kernel of shape <c>[out, in, height, width]</c>.</param>
/// <param name="L2">Coefficient of the kernels' penalty, see <see cref="Variable.L2"/>.</param>
/// <param name="Activation">The activation after each batch norm, or none.</param>
/// <param name="Decay">Batch norm: how much of the moving statistics stays at each step.</param>
/// <param name="Epsilon">Batch norm: added to the variance.</param>
public sealed record Hyperparams(
    Func<IReadOnlyList<int>, Initializer> KernelInitializer, float L2, Activation? Activation, float Decay, float Epsilon);
