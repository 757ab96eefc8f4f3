using DigitPipeline.Formats.Tensors;

namespace DigitPipeline.Formats.Checkpoint;

/// <summary>Types of tensors in a checkpoint; the numbers are TensorFlow's.</summary>
public enum BundleType
{
    /// <summary>IEEE single precision.</summary>
    Float32 = DataType.DtFloat,

    /// <summary>IEEE double precision.</summary>
    Float64 = DataType.DtDouble,

    /// <summary>32-bit integer.</summary>
    Int32 = DataType.DtInt32,

    /// <summary>Unsigned byte.</summary>
    UInt8 = DataType.DtUint8,

    /// <summary>16-bit integer.</summary>
    Int16 = DataType.DtInt16,

    /// <summary>Signed byte.</summary>
    Int8 = DataType.DtInt8,

    /// <summary>Strings of bytes, each with a length of its own.</summary>
    String = DataType.DtString,

    /// <summary>Two single-precision numbers.</summary>
    Complex64 = DataType.DtComplex64,

    /// <summary>64-bit integer.</summary>
    Int64 = DataType.DtInt64,

    /// <summary>One byte, 0 or 1.</summary>
    Bool = DataType.DtBool,

    /// <summary>Quantised signed byte.</summary>
    QInt8 = DataType.DtQint8,

    /// <summary>Quantised unsigned byte.</summary>
    QUInt8 = DataType.DtQuint8,

    /// <summary>Quantised 32-bit integer.</summary>
    QInt32 = DataType.DtQint32,

    /// <summary>The upper half of a single-precision number.</summary>
    BFloat16 = DataType.DtBfloat16,

    /// <summary>Quantised 16-bit integer.</summary>
    QInt16 = DataType.DtQint16,

    /// <summary>Quantised unsigned 16-bit integer.</summary>
    QUInt16 = DataType.DtQuint16,

    /// <summary>Unsigned 16-bit integer.</summary>
    UInt16 = DataType.DtUint16,

    /// <summary>Two double-precision numbers.</summary>
    Complex128 = DataType.DtComplex128,

    /// <summary>IEEE half precision.</summary>
    Float16 = DataType.DtHalf,

    /// <summary>A handle; TensorFlow stores none.</summary>
    Resource = DataType.DtResource,

    /// <summary>A value of a program's own type.</summary>
    Variant = DataType.DtVariant,

    /// <summary>Unsigned 32-bit integer.</summary>
    UInt32 = DataType.DtUint32,

    /// <summary>Unsigned 64-bit integer.</summary>
    UInt64 = DataType.DtUint64,
}
