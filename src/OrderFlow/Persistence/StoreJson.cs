using System.Text.Json.Serialization;
using OrderFlow.Engine.Execution;
using OrderFlow.Instances;

namespace OrderFlow.Persistence;

/// <summary>How the payloads of outbox and messages are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(SendMail))]
[JsonSerializable(typeof(SendHttp))]
[JsonSerializable(typeof(NotifyTask))]
[JsonSerializable(typeof(HttpResult))]
[JsonSerializable(typeof(MailResult))]
[JsonSerializable(typeof(StartChild))]
[JsonSerializable(typeof(ChildReport))]
[JsonSerializable(typeof(TriggeredStart))]
[JsonSerializable(typeof(StoredAnswer))]
[JsonSerializable(typeof(PublishEvent))]
internal sealed partial class StoreJson : JsonSerializerContext;
