using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace DigitPipeline.Export.Tests.Publishing;

/// <summary>
/// Gives tokens for a registry (distribution's token authentication) to those who know the password: JSON web tokens, signed with the key
/// of a certificate that the registry trusts.
/// </summary>
internal sealed class TokenServer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly string folder;

    /// <summary>Starts one.</summary>
    /// <param name="folder">Folder with server.pem and server.key.</param>
    public TokenServer(string folder)
    {
        this.folder = folder;
        Realm = $"http://127.0.0.1:{RegistryProcess.FreePort()}/token/";
        listener.Prefixes.Add(Realm);
        listener.Start();
        _ = ServeAsync();
    }

    public string Realm { get; }

    /// <summary>The scopes that tokens were given for.</summary>
    public List<string> Given { get; } = [];

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                using (context.Response)
                {
                    if (context.Request.Headers["Authorization"] != "Basic " + Convert.ToBase64String("user:secret"u8))
                    {
                        context.Response.StatusCode = (int)HttpStatusCode.Unauthorized;
                        continue;
                    }

                    var scope = context.Request.QueryString["scope"]!;
                    Given.Add(scope);
                    await context.Response.OutputStream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new { token = Token(scope) }));
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // Closed.
            }
        }
    }

    private string Token(string scope)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(File.ReadAllBytes(Path.Combine(folder, "server.pem")));
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(Path.Combine(folder, "server.key")));
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var parts = scope.Split(':');
        var header = Part(new { typ = "JWT", alg = "ES256", x5c = new[] { Convert.ToBase64String(certificate.RawData) } });
        var claims = Part(new
        {
            iss = "test-issuer",
            sub = "user",
            aud = "test",
            exp = now + 60,
            nbf = now - 60,
            iat = now - 60,
            jti = Guid.NewGuid().ToString("N"),
            access = new[] { new { type = parts[0], name = parts[1], actions = parts[2].Split(',') } },
        });
        var signature = key.SignData(Encoding.ASCII.GetBytes($"{header}.{claims}"), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{header}.{claims}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Part(object content) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(content));
}
