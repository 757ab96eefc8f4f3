using System.Collections.Concurrent;
using Google.Protobuf.Reflection;

namespace DigitPipeline.Formats.TextFormat;

/// <summary>The extensions that a text may name, and the messages that an <c>Any</c> in it may hold.</summary>
public sealed class KnownTypes
{
    private static readonly ConcurrentDictionary<FileDescriptor, KnownTypes> OfFiles = new();

    private readonly Dictionary<string, FieldDescriptor> _extensions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MessageDescriptor> _messages = new(StringComparer.Ordinal);

    /// <summary>All that these files and the files imported by them declare.</summary>
    public KnownTypes(params IEnumerable<FileDescriptor> files)
    {
        var seen = new HashSet<FileDescriptor>();
        var waiting = new Stack<FileDescriptor>(files);
        while (waiting.TryPop(out var file))
        {
            if (seen.Add(file))
            {
                Add(file);
                file.Dependencies.ToList().ForEach(waiting.Push);
            }
        }
    }

    /// <summary>What a message's own file and the files imported by it declare.</summary>
    public static KnownTypes Of(MessageDescriptor type) => OfFiles.GetOrAdd(type.File, file => new KnownTypes(file));

    /// <summary>The extension of this full name.</summary>
    public FieldDescriptor? FindExtension(string fullName) => _extensions.GetValueOrDefault(fullName);

    /// <summary>The message type of this full name.</summary>
    public MessageDescriptor? FindMessage(string fullName) => _messages.GetValueOrDefault(fullName);

    /// <summary>The full names of all message types (those of map entries left out), sorted.</summary>
    public IEnumerable<string> MessageNames => _messages.Keys.Order(StringComparer.Ordinal);

    /// <summary>All extensions of a message type, by number.</summary>
    public IEnumerable<FieldDescriptor> ExtensionsOf(MessageDescriptor type) =>
        _extensions.Values.Where(extension => extension.ExtendeeType == type).OrderBy(extension => extension.FieldNumber);

    private void Add(FileDescriptor file)
    {
        Add(file.Extensions);
        foreach (var message in file.MessageTypes)
        {
            Add(message);
        }
    }

    private void Add(MessageDescriptor message)
    {
        _messages[message.FullName] = message;
        Add(message.Extensions);
        foreach (var nested in message.NestedTypes.Where(type => !type.IsMapEntry))
        {
            Add(nested);
        }
    }

    private void Add(ExtensionCollection extensions)
    {
        foreach (var extension in extensions.UnorderedExtensions)
        {
            _extensions[extension.FullName] = extension;
        }
    }
}
