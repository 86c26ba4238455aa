import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.Netty4Plugin;

/**
 * One OpenSearch node in a process of its own, for the tests of the cluster engine.
 *
 * <p>Each argument is a setting, {@code name=value}. It prints {@code started} when it answers. The
 * node ends with SIGTERM, and when its standard input ends: whoever started it holds the other end of
 * that pipe, so that no node outlives a test, however the test ends.
 */
final class Launcher extends Node {
    /** HTTP and the transport between nodes, the language of scripts, the n-gram tokenizer. */
    private static final List<Class<? extends Plugin>> PLUGINS =
            List.of(Netty4Plugin.class, PainlessPlugin.class, CommonAnalysisPlugin.class);

    private Launcher(Settings settings) {
        super(
                InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "node"),
                PLUGINS,
                false);
    }

    public static void main(String[] arguments) throws Exception {
        Settings.Builder settings = Settings.builder();
        for (String argument : arguments) {
            String[] pair = argument.split("=", 2);
            if (pair.length != 2) {
                throw new IllegalArgumentException("not a setting: " + argument);
            }
            settings.put(pair[0], pair[1]);
        }
        endWithStandardInput();
        Node node = new Launcher(settings.build());
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node, closed)));
        node.start();
        System.out.println("started");
        closed.await();
    }

    /** Ends the process, by its shutdown hook, when nobody holds the other end of its input. */
    private static void endWithStandardInput() {
        Thread watch = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {}
            } catch (IOException gone) {
                // Then nobody holds it either.
            }
            System.exit(0);
        });
        watch.setDaemon(true);
        watch.start();
    }

    private static void close(Node node, CountDownLatch closed) {
        try {
            node.close();
        } catch (IOException error) {
            error.printStackTrace();
        } finally {
            closed.countDown();
        }
    }
}
