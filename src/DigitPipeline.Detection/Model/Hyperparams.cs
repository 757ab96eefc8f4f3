namespace DigitPipeline.Detection.Model;

/// <summary>What a group of layers has in common: the <c>conv_hyperparams</c> of a pipeline.config, translated.</summary>
/// <param name="KernelInitializer">Initial values of a kernel of shape <c>[out, in, height, width]</c>.</param>
/// <param name="L2">Coefficient of the kernels' penalty, see <see cref="Variable.L2"/>.</param>
/// <param name="Activation">The activation after each batch norm, or none.</param>
/// <param name="Norm">The batch norm after each convolution, or none.</param>
/// <param name="ForceBias">Convolutions have a bias even where a batch norm shifts what follows.</param>
public sealed record Hyperparams(
    Func<IReadOnlyList<int>, Initializer> KernelInitializer, float L2, Activation? Activation, Normalization? Norm, bool ForceBias = false)
{
    /// <summary>Whether a convolution has a bias: where no batch norm shifts what follows, or where it is forced.</summary>
    public bool UsesBias => ForceBias || Norm is not { Center: true };
}

/// <summary>Settings of batch norms.</summary>
/// <param name="Decay">How much of the moving statistics stays at each step.</param>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Center">Whether there is a trained shift (beta).</param>
/// <param name="Scale">Whether there is a trained scale (gamma).</param>
public sealed record Normalization(float Decay, float Epsilon, bool Center = true, bool Scale = true);
