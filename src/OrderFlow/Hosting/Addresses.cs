using System.Net;
using System.Net.Sockets;

namespace OrderFlow.Hosting;

/// <summary>Where the host listens: loopback alone, unless somebody says otherwise.</summary>
internal static class Addresses
{
    private const string Here = "http://localhost:5080";
    private static readonly string[] Settings = ["urls", "http_ports", "https_ports"];

    internal static void Default(WebApplicationBuilder builder)
    {
        if (Settings.All(s => string.IsNullOrEmpty(builder.Configuration[s])) && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseUrls(Here);
    }

    /// <summary>Asks before anything else is started whether the addresses are free; the server itself would answer with its stack.</summary>
    /// <exception cref="CannotStartException">One is taken, not allowed, or not an address.</exception>
    internal static void Demand(IConfiguration configuration)
    {
        foreach (var url in (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            foreach (var endpoint in EndpointsOf(url))
                Demand(url, endpoint);
        }
    }

    private static void Demand(string url, IPEndPoint endpoint)
    {
        try
        {
            using var listener = new TcpListener(endpoint);
            listener.Start();
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new CannotStartException(
                $"Another program listens on {url}; stop it, or choose another address, as in --urls=http://localhost:5081.", error);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new CannotStartException(
                $"This account may not listen on {url}; choose a port above 1023, as in --urls=http://localhost:5081.", error);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressNotAvailable && endpoint.Address.Equals(IPAddress.IPv6Loopback))
        {
            // A machine without IPv6; the server listens on the other loopback address.
        }
        catch (SocketException error)
        {
            throw CannotListen(url, error.Message, error);
        }
    }

    private static CannotStartException CannotListen(string url, string reason, Exception? error = null) =>
        new($"The host cannot listen on {url}: {reason.TrimEnd('.')}; write the address as in --urls=http://localhost:5080.", error);

    private static IEnumerable<IPEndPoint> EndpointsOf(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException error)
        {
            throw new CannotStartException($"'{url}' is not an address to listen on; write it as in --urls=http://localhost:5080.", error);
        }

        if (address.Scheme is not ("http" or "https"))
            throw CannotListen(url, $"'{address.Scheme}' is neither http nor https");
        if (address.IsUnixPipe || address.IsNamedPipe)
            return [];
        if (address.Port is < 0 or > IPEndPoint.MaxPort)
            throw CannotListen(url, $"a port is a number up to {IPEndPoint.MaxPort}");
        if (address.PathBase is not ("" or "/"))
            throw CannotListen(url, "an address to listen on has no path");
        if (address.Host == "localhost" && address.Port == 0)
            throw CannotListen(url, "a free port (0) can be asked for on 127.0.0.1 alone");
        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
            return [new IPEndPoint(ip, address.Port)];
        return address.Host == "localhost"
            ? [new IPEndPoint(IPAddress.Loopback, address.Port), new IPEndPoint(IPAddress.IPv6Loopback, address.Port)]
            : [new IPEndPoint(IPAddress.Any, address.Port)];
    }
}
