using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DigitPipeline.Formats.TextFormat;

/// <summary>
/// Counts the values of a repeated extension. Protobuf's reflection would put an empty list into the message that is asked, and so
/// make it differ from an equal one.
/// </summary>
internal static class RepeatedExtensionCount
{
    private static readonly MethodInfo Generic = typeof(RepeatedExtensionCount).GetMethod(nameof(Count), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>How many values a message has of a repeated extension.</summary>
    public static int Of(FieldDescriptor extension, IMessage message)
    {
        var arguments = extension.Extension.GetType().GetGenericArguments();
        return (int)Generic.MakeGenericMethod(arguments).Invoke(null, [message, extension.Extension])!;
    }

    private static int Count<TMessage, TValue>(TMessage message, RepeatedExtension<TMessage, TValue> extension)
        where TMessage : IExtendableMessage<TMessage> => message.GetExtension(extension)?.Count ?? 0;
}
