/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.query;

import static org.hamcrest.Matchers.containsString;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assort.plugin.AssortSettings;
import org.assort.plugin.model.Absence;
import org.assort.plugin.model.EmbeddingService;
import org.assort.plugin.model.ModelRegistry;
import org.assort.plugin.model.ModelState;
import org.opensearch.ExceptionsHelper;
import org.opensearch.Version;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.node.DiscoveryNode;
import org.opensearch.cluster.node.DiscoveryNodeRole;
import org.opensearch.cluster.node.DiscoveryNodes;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.concurrency.OpenSearchRejectedExecutionException;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.telemetry.tracing.noop.NoopTracer;
import org.opensearch.test.ClusterServiceUtils;
import org.opensearch.test.OpenSearchTestCase;
import org.opensearch.test.transport.MockTransport;
import org.opensearch.threadpool.ExecutorBuilder;
import org.opensearch.threadpool.TestThreadPool;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.ConnectTransportException;
import org.opensearch.transport.RemoteTransportException;
import org.opensearch.transport.TransportRequest;
import org.opensearch.transport.TransportService;

/** Who is asked for a model, and what comes of their answers. */
public class TransportResolveActionTests extends OpenSearchTestCase {

    private static final int NODES = 6;
    private static final Resolution FOUND = new Resolution("m", new byte[] {1, 2}, 0, QuerySource.QUERY);
    private static final ResolveAction.Response NONE = new ResolveAction.Response(Absence.NO_SUCH_MODEL);
    private static final ResolveAction.Response ON_ITS_WAY =
            new ResolveAction.Response(new Absence(Absence.Kind.NOT_YET, "model [m] is on its way"));
    private static final ResolveAction.Response UNREAD =
            new ResolveAction.Response(new Absence(Absence.Kind.STORE_UNREAD, "this node has not read the store"));

    /** What each data node answers; null is that it left. */
    private final Map<String, ResolveAction.Response> answers = new HashMap<>();

    private final Set<String> busy = new HashSet<>();
    private final Set<String> silent = new HashSet<>();
    private final List<String> asked = new ArrayList<>();
    private final List<TransportService> transports = new ArrayList<>();
    private ThreadPool threadPool;
    private ClusterSettings dynamic;
    private EmbeddingService embeddings;
    private ClusterService cluster;
    private Question named;
    private Question open;

    @Override
    public void setUp() throws Exception {
        super.setUp();
        named = Questions.of("{'model': 'm'}", "lamp", null);
        open = randomBoolean() ? Questions.of("{}", "lamp", null) : Questions.of("{'vector_field': 'v'}", "lamp", "m");
        Settings settings = Settings.builder()
                .put(AssortSettings.EMBED_TIMEOUT.getKey(), "1m")
                .build();
        threadPool = new TestThreadPool(
                getTestName(), EmbeddingService.pools(settings).toArray(ExecutorBuilder<?>[]::new));
        dynamic = new ClusterSettings(
                settings, Set.of(AssortSettings.EMBED_TIMEOUT, AssortSettings.EMBED_MAX_BATCH_WAIT));
        embeddings = new EmbeddingService(settings, dynamic, threadPool);
        cluster = ClusterServiceUtils.createClusterService(threadPool);
        DiscoveryNodes.Builder nodes =
                DiscoveryNodes.builder().add(node("local", Set.of())).localNodeId("local");
        for (int i = 0; i < NODES; i++) {
            nodes.add(node("data-" + i, Set.of(DiscoveryNodeRole.DATA_ROLE)));
            answers.put("data-" + i, NONE);
        }
        ClusterServiceUtils.setState(
                cluster, ClusterState.builder(cluster.state()).nodes(nodes).build());
    }

    @Override
    public void tearDown() throws Exception {
        transports.forEach(TransportService::close);
        cluster.close();
        terminate(threadPool);
        super.tearDown();
    }

    private static DiscoveryNode node(String id, Set<DiscoveryNodeRole> roles) {
        return new DiscoveryNode(id, id, buildNewFakeTransportAddress(), Map.of(), roles, Version.CURRENT);
    }

    private TransportResolveAction action(ModelRegistry models) {
        MockTransport answering = new MockTransport() {
            @Override
            protected void onSendRequest(long id, String action, TransportRequest request, DiscoveryNode node) {
                assertEquals(ResolveAction.NAME, action);
                assertFalse("who is asked does not ask others", ((ResolveAction.Request) request).forward());
                asked.add(node.getId());
                ResolveAction.Response answer = answers.get(node.getId());
                if (silent.contains(node.getId())) {
                    return;
                }
                if (busy.contains(node.getId())) {
                    handleError(
                            id,
                            new RemoteTransportException(
                                    node.getName(), new OpenSearchRejectedExecutionException("too much to do")));
                } else if (answer == null) {
                    handleError(id, new ConnectTransportException(node, "it left"));
                } else {
                    handleResponse(id, answer);
                }
            }
        };
        TransportService transport = answering.createTransportService(
                Settings.EMPTY,
                threadPool,
                TransportService.NOOP_TRANSPORT_INTERCEPTOR,
                address -> cluster.localNode(),
                null,
                Set.of(),
                NoopTracer.INSTANCE);
        transport.start();
        transport.acceptIncomingRequests();
        transports.add(transport);
        return new TransportResolveAction(
                transport, new ActionFilters(Set.of()), Questions.services(models, embeddings), cluster);
    }

    private static ResolveAction.Response ask(TransportResolveAction action, Question question, boolean forward) {
        ResolveAction.Request request = new ResolveAction.Request(question, forward);
        PlainActionFuture<ResolveAction.Response> answer = PlainActionFuture.newFuture();
        action.doExecute(
                request.createTask(1, "transport", ResolveAction.NAME, TaskId.EMPTY_TASK_ID, Map.of()),
                request,
                answer);
        return answer.actionGet(TimeValue.timeValueSeconds(30));
    }

    private static void assertNotYet(TransportResolveAction action, Question question, String why) {
        Exception failure = expectThrows(Exception.class, () -> ask(action, question, true));
        assertEquals(RestStatus.SERVICE_UNAVAILABLE, ExceptionsHelper.status(failure));
        assertThat(failure.getMessage(), containsString(why));
    }

    public void testOneOfManyHasIt() {
        TransportResolveAction action = action(Questions.none());
        for (String has : List.copyOf(answers.keySet())) {
            answers.put(has, new ResolveAction.Response(FOUND));
            assertEquals(FOUND, ask(action, randomFrom(named, open), true).resolution());
            answers.put(has, randomFrom(NONE, ON_ITS_WAY, null));
        }
    }

    public void testNobodyHasIt() {
        TransportResolveAction action = action(Questions.none());
        for (int i = 0; i < 3; i++) {
            assertNull(ask(action, named, true).resolution());
            assertEquals("a user hears at once of a model that is new", NODES, asked.size());
            asked.clear();
        }
        for (int i = 0; i < 3; i++) {
            assertNull(ask(action, open, true).resolution());
            assertEquals("that nobody has it is remembered", NODES, asked.size());
        }
    }

    public void testOneWillHaveIt() {
        TransportResolveAction action = action(Questions.none());
        String has = randomFrom(answers.keySet());
        for (Question question : List.of(named, open)) {
            answers.put(has, ON_ITS_WAY);
            assertNotYet(action, question, "node [" + has + "] says: model [m] is on its way");
            answers.put(has, new ResolveAction.Response(FOUND));
            assertEquals(
                    "nothing was remembered", FOUND, ask(action, question, true).resolution());
        }
    }

    public void testWhoHasNotReadTheStoreBelievesWhoHas() {
        TransportResolveAction action = action(Questions.none());
        answers.replaceAll((node, none) -> UNREAD);
        assertNotYet(action, named, "says: this node has not read the store");
        String read = randomFrom(answers.keySet());
        answers.put(read, NONE);
        assertNull("it has been deleted, say", ask(action, named, true).resolution());
        answers.put(read, ON_ITS_WAY);
        assertNotYet(action, named, "node [" + read + "] says: model [m] is on its way");
    }

    public void testADataNodeThatHasReadTheStoreBelievesItself() {
        DiscoveryNodes.Builder nodes = DiscoveryNodes.builder(cluster.state().nodes())
                .remove("local")
                .add(node("local", Set.of(DiscoveryNodeRole.DATA_ROLE)));
        ClusterServiceUtils.setState(
                cluster, ClusterState.builder(cluster.state()).nodes(nodes).build());
        answers.replaceAll((node, none) -> UNREAD);
        assertNull(ask(action(Questions.none()), named, true).resolution());
        assertNotYet(action(new ModelRegistry()), named, "says: this node has not read the store");
    }

    public void testSomeHaveLeft() {
        TransportResolveAction action = action(Questions.none());
        String has = randomFrom(answers.keySet());
        answers.replaceAll((node, none) -> null);
        answers.put(has, new ResolveAction.Response(FOUND));
        assertEquals(FOUND, ask(action, named, true).resolution());
        answers.put(has, ON_ITS_WAY);
        assertNotYet(action, named, "model [m] is on its way");
        answers.put(has, NONE);
        assertNotYet(action, named, "a node that may have the model has just left");
    }

    public void testSomeHaveTooMuchToDo() {
        TransportResolveAction action = action(Questions.none());
        String has = randomFrom(answers.keySet());
        busy.addAll(answers.keySet());
        Exception full = expectThrows(Exception.class, () -> ask(action, named, true));
        assertEquals(RestStatus.TOO_MANY_REQUESTS, ExceptionsHelper.status(full));
        assertEquals("each was asked once", NODES, asked.size());
        busy.removeIf(node -> randomBoolean() && busy.size() > 1);
        for (int i = 0; i < 3; i++) {
            Exception perhaps = expectThrows(Exception.class, () -> ask(action, randomFrom(named, open), true));
            assertEquals("who is busy may have it", RestStatus.TOO_MANY_REQUESTS, ExceptionsHelper.status(perhaps));
        }
        busy.remove(has);
        answers.put(has, new ResolveAction.Response(FOUND));
        assertEquals(FOUND, ask(action, named, true).resolution());
        answers.put(has, ON_ITS_WAY);
        assertNotYet(action, named, "model [m] is on its way");
    }

    public void testWhoDoesNotAnswerIsNotWaitedForLongerThanForAVector() {
        dynamic.applySettings(Settings.builder()
                .put(AssortSettings.EMBED_TIMEOUT.getKey(), "200ms")
                .build());
        silent.addAll(answers.keySet());
        assertNotYet(action(Questions.none()), named, "[assort.embed.timeout=200ms]");
    }

    public void testWhoIsAskedSaysWhatItKnows() throws IOException {
        Question any = Questions.of("{}", "lamp", null);
        Question other = Questions.of("{'model': 'other'}", "lamp", null);
        Question field = Questions.of("{'vector_field': 'v'}", "lamp", "m");
        for (ModelState state :
                List.of(ModelState.WAITING, ModelState.FETCHING, ModelState.LOADING, ModelState.FAILED)) {
            TransportResolveAction action = action(Questions.onItsWay("m", state));
            for (Question question : List.of(any, named, field)) {
                assertThat(ask(action, question, false).absence().why(), containsString("model [m] "));
            }
            assertEquals(Absence.NO_SUCH_MODEL, ask(action, other, false).absence());
        }
        TransportResolveAction unread = action(new ModelRegistry());
        for (Question question : List.of(any, named, field, other)) {
            assertThat(
                    ask(unread, question, false).absence().why(), containsString("has not read the model store yet"));
            assertEquals(
                    Absence.NO_SUCH_MODEL,
                    ask(action(Questions.none()), question, false).absence());
        }
        assertEquals("nobody was asked", List.of(), asked);
    }
}
